"""Building and deploying: the decisions that are made without AWS."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from scripts.build import OLDEST_SAM, sam_version
from scripts.deploy import parameters
from scripts.deploy_web import outputs_of, site_config, upload, uploads
from scripts.stacks import ROOT, stack
from tests.support.aws import aws_server

OUTPUTS = {
    "ApiUrl": "https://api.example.com",
    "SupabaseUrl": "https://abc.supabase.co",
    "SiteBucketName": "bucket",
    "DistributionId": "E1",
}


@pytest.mark.parametrize(
    ("printed", "enough"),
    [
        ("SAM CLI, version 1.145.0\n", True),
        ("SAM CLI, version 1.170.0\n", True),
        ("SAM CLI, version 2.0.0\n", True),
        ("SAM CLI, version 1.144.9\n", False),
        ("", False),
    ],
)
def test_an_old_sam_is_known(printed: str, enough: bool) -> None:
    assert (sam_version(printed) >= OLDEST_SAM) is enough


def test_each_environment_has_a_stack_of_its_own() -> None:
    assert stack("dev").name != stack("prod").name
    assert "Stage=prod" in stack("prod").parameters
    with pytest.raises(KeyError):
        stack("nowhere")


def test_parameters_are_joined_and_the_processor_is_the_built_one() -> None:
    given = ["SupabaseUrl=https://abc.supabase.co", "ThrottleRate=9", "Architecture=x86_64"]
    assert parameters(["Stage=dev", "ThrottleRate=50"], given, "arm64") == [
        "Stage=dev",
        "ThrottleRate=9",
        "SupabaseUrl=https://abc.supabase.co",
        "Architecture=arm64",
    ]


@pytest.fixture
def aws() -> Iterator[Callable[[str], Any]]:
    """boto3's clients of moto's S3 and CloudFront."""
    session = boto3.Session("test", "test", region_name="us-east-1")
    connect: Any = session.client
    with aws_server() as url:
        yield lambda service: connect(service, endpoint_url=url)


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


def test_a_site_is_uploaded_and_what_was_cached_forgotten(tmp_path: Path, aws: Callable[[str], Any]) -> None:
    for name in ("index.html", "theme.js", "assets/app-1a2b.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    s3, cloudfront = aws("s3"), aws("cloudfront")
    s3.create_bucket(Bucket="portal-site")
    made = cloudfront.create_distribution(DistributionConfig=distribution())["Distribution"]["Id"]
    outputs = {**OUTPUTS, "SiteBucketName": "portal-site", "DistributionId": made}
    upload(tmp_path, site_config(outputs, "sb_publishable_x"), outputs, s3, cloudfront)

    held = {}
    for listed in s3.list_objects_v2(Bucket="portal-site")["Contents"]:
        got = s3.get_object(Bucket="portal-site", Key=listed["Key"])
        held[listed["Key"]] = (got["ContentType"], got["CacheControl"], got["Body"].read().decode())
    assert held.keys() == {"assets/app-1a2b.js", "config.json", "index.html", "theme.js"}
    kind, cache, _ = held["assets/app-1a2b.js"]
    assert kind == "text/javascript"
    assert "immutable" in cache
    assert held["index.html"] == ("text/html", "no-cache", "index.html")
    assert held["theme.js"][1] == "no-cache"
    kind, cache, text = held["config.json"]
    assert (kind, cache) == ("application/json", "no-cache")
    assert json.loads(text)["api_url"] == outputs["ApiUrl"]
    (invalidation,) = cloudfront.list_invalidations(DistributionId=made)["InvalidationList"]["Items"]
    found = cloudfront.get_invalidation(DistributionId=made, Id=invalidation["Id"])["Invalidation"]
    assert found["InvalidationBatch"]["Paths"]["Items"] == ["/*"]


def test_the_site_is_told_who_signs_people_in() -> None:
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


def test_no_page_is_uploaded_before_what_it_names(tmp_path: Path) -> None:
    for name in ("index.html", "theme.js", "assets/app-1a2b.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [key for key, _, _ in uploads(tmp_path)] == ["assets/app-1a2b.js", "theme.js", "index.html"]


class Formation:
    """CloudFormation with one stack."""

    def describe_stacks(self, *, StackName: str) -> dict[str, Any]:  # noqa: N803 (boto3's)
        assert StackName == "cortensor-portal-dev"
        outputs = [{"OutputKey": key, "OutputValue": value} for key, value in OUTPUTS.items()]
        return {"Stacks": [{"StackName": StackName, "Outputs": outputs}]}


def test_where_to_upload_is_read_from_the_stack() -> None:
    assert outputs_of(stack("dev").name, Formation()) == OUTPUTS


@pytest.mark.parametrize("module", ["scripts.deploy_web", "scripts.deploy"])
def test_an_unknown_environment_is_one_sentence(module: str) -> None:
    argv = [sys.executable, "-m", module, "nowhere", "sb_publishable_x"]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr in {
        "samconfig.toml has no environment 'nowhere'.\n",
        "There is nothing to deploy yet: make build.\n",
    }


def test_a_missing_key_is_one_sentence() -> None:
    argv = [sys.executable, "-m", "scripts.deploy_web", "dev", "--contact-url", ""]  # as make calls it
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[0][:13]) == (1, "Say where to:")


def test_the_site_is_given_all_the_template_says() -> None:
    """The names of outputs are the template's."""
    template = (ROOT / "template.yaml").read_text().partition("\nOutputs:\n")[2]
    for name in (*OUTPUTS, "PortalUrl"):
        assert f"\n  {name}:\n" in f"\n{template}", name


def test_the_site_is_told_where_its_api_is() -> None:
    told = json.loads(site_config(OUTPUTS, "sb_publishable_x"))
    assert told["api_url"] == "https://api.example.com"
    assert told["auth"]["publishable_key"] == "sb_publishable_x"


def test_the_site_is_told_whom_to_ask_for_more_if_there_is_somebody() -> None:
    assert "contact_url" not in json.loads(site_config(OUTPUTS, "sb_publishable_x"))
    told = json.loads(site_config(OUTPUTS, "sb_publishable_x", contact_url="mailto:sales@example.com"))
    assert told["contact_url"] == "mailto:sales@example.com"
