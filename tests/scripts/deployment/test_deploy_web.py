"""The upload of the site, and its configuration."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.deployment.deploy_web import site_config, upload, uploads
from scripts.deployment.stacks import ROOT

OUTPUTS = {
    "ApiUrl": "https://api.example.com",
    "SupabaseUrl": "https://abc.supabase.co",
    "SiteBucketName": "bucket",
    "DistributionId": "E1",
}


def distribution() -> dict[str, Any]:
    origin = {
        "Id": "bucket",
        "DomainName": "site.s3.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    behaviour = {"TargetOriginId": "bucket", "ViewerProtocolPolicy": "redirect-to-https"}
    return {
        "CallerReference": "test",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": behaviour,
    }


def test_site_is_uploaded_and_cache_invalidated(tmp_path: Path, aws: Callable[[str], Any]) -> None:
    for name in ("index.html", "theme.js", "assets/app-1a2b.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    s3, cloudfront = aws("s3"), aws("cloudfront")
    s3.create_bucket(Bucket="portal-site")
    distribution_id = cloudfront.create_distribution(DistributionConfig=distribution())["Distribution"]["Id"]
    outputs = {**OUTPUTS, "SiteBucketName": "portal-site", "DistributionId": distribution_id}
    upload(tmp_path, site_config(outputs, "sb_publishable_x"), outputs, s3, cloudfront)

    objects = {}
    for listed in s3.list_objects_v2(Bucket="portal-site")["Contents"]:
        stored = s3.get_object(Bucket="portal-site", Key=listed["Key"])
        objects[listed["Key"]] = (
            stored["ContentType"],
            stored["CacheControl"],
            stored["Body"].read().decode(),
        )
    assert objects.keys() == {"assets/app-1a2b.js", "config.json", "index.html", "theme.js"}
    content_type, cache_control, _ = objects["assets/app-1a2b.js"]
    assert content_type == "text/javascript"
    assert "immutable" in cache_control
    assert objects["index.html"] == ("text/html", "no-cache", "index.html")
    assert objects["theme.js"][1] == "no-cache"
    content_type, cache_control, text = objects["config.json"]
    assert (content_type, cache_control) == ("application/json", "no-cache")
    assert json.loads(text)["api_url"] == outputs["ApiUrl"]
    (invalidation,) = cloudfront.list_invalidations(DistributionId=distribution_id)["InvalidationList"][
        "Items"
    ]
    details = cloudfront.get_invalidation(DistributionId=distribution_id, Id=invalidation["Id"])[
        "Invalidation"
    ]
    assert details["InvalidationBatch"]["Paths"]["Items"] == ["/*"]


def test_site_config_names_authentication_provider() -> None:
    by_supabase = json.loads(site_config(OUTPUTS, "sb_publishable_x", ["password", "magic_link"]))["auth"]
    assert by_supabase == {
        "provider": "supabase",
        "supabase_url": OUTPUTS["SupabaseUrl"],
        "publishable_key": "sb_publishable_x",
        "methods": ["password", "magic_link"],
    }
    by_clerk = json.loads(site_config({**OUTPUTS, "ClerkIssuer": "https://clerk.example.com"}, "pk_live_x"))
    assert by_clerk["auth"] == {
        "provider": "clerk",
        "clerk_url": "https://clerk.example.com",
        "publishable_key": "pk_live_x",
    }


def test_pages_are_uploaded_after_the_files_they_refer_to(tmp_path: Path) -> None:
    for name in ("index.html", "theme.js", "assets/app-1a2b.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [key for key, _, _ in uploads(tmp_path)] == ["assets/app-1a2b.js", "theme.js", "index.html"]


def test_missing_publishable_key_is_one_sentence() -> None:
    argv = [
        sys.executable,
        "-m",
        "scripts.deployment.deploy_web",
        "dev",
        "--contact-url",
        "",
    ]  # as make calls it
    result = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr.partition(":")[0]) == (1, "Name the environment and the key")


def test_outputs_exist_in_the_template() -> None:
    template = (ROOT / "template.yaml").read_text().partition("\nOutputs:\n")[2]
    for name in (*OUTPUTS, "PortalUrl"):
        assert f"\n  {name}:\n" in f"\n{template}", name


def test_site_config_names_api_and_publishable_key() -> None:
    config = json.loads(site_config(OUTPUTS, "sb_publishable_x"))
    assert config["api_url"] == "https://api.example.com"
    assert config["auth"]["publishable_key"] == "sb_publishable_x"


def test_site_config_names_contact_if_given() -> None:
    assert "contact_url" not in json.loads(site_config(OUTPUTS, "sb_publishable_x"))
    config = json.loads(site_config(OUTPUTS, "sb_publishable_x", contact_url="mailto:sales@example.com"))
    assert config["contact_url"] == "mailto:sales@example.com"
