"""Builds the portal's site and uploads it: ``python -m scripts.deploy_web dev sb_publishable_…``.

The site learns where its API is from ``config.json``, made of the stack's outputs. Files whose names carry a
hash are cached for ever and uploaded first; the pages that name them follow, and are asked for each time.
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from scripts.stacks import ROOT, stack

SITE = ROOT / "portal-web"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
HASHED = "assets/"
METHODS = ("password", "password_reset")
"""Ways to sign in that every Supabase project has on; others: magic_link, ethereum, solana."""


def uploads(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield key, content type and cache control of each file of a built site, in the order of uploading."""
    keys = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
    for key in sorted(keys, key=lambda key: (not key.startswith(HASHED), key == "index.html", key)):
        kind = mimetypes.guess_type(key)[0] or "application/octet-stream"
        yield key, kind, FOR_EVER if key.startswith(HASHED) else ASK_EACH_TIME


def site_config(
    outputs: Mapping[str, str],
    publishable_key: str,
    methods: Sequence[str] = METHODS,
    contact_url: str | None = None,
) -> bytes:
    """Return ``config.json`` as the site reads it (``portal-web/src/lib/config.ts``).

    Where the stack names Clerk's address, the key is Clerk's, and Clerk itself knows which methods are on.
    Without ``contact_url`` (a web address or ``mailto:``) the billing page offers nobody to ask for more.
    """
    auth: dict[str, Any] = {"publishable_key": publishable_key}
    if "ClerkIssuer" in outputs:
        auth |= {"provider": "clerk", "clerk_url": outputs["ClerkIssuer"]}
    else:
        auth |= {
            "provider": "supabase",
            "supabase_url": outputs["SupabaseUrl"],
            "methods": list(methods),
        }
    config = {"api_url": outputs["ApiUrl"], "auth": auth}
    return json.dumps(config | ({"contact_url": contact_url} if contact_url else {})).encode()


def upload(folder: Path, config: bytes, outputs: Mapping[str, str], s3: Any, cloudfront: Any) -> None:
    """Put the site and its configuration into the bucket, then have CloudFront forget what it kept."""
    bucket = outputs["SiteBucketName"]
    s3.put_object(
        Bucket=bucket,
        Key="config.json",
        Body=config,
        ContentType="application/json",
        CacheControl=ASK_EACH_TIME,
    )
    for key, kind, cache in uploads(folder):
        body = (folder / key).read_bytes()
        s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=kind, CacheControl=cache)
    paths = {"Quantity": 1, "Items": ["/*"]}
    batch = {"Paths": paths, "CallerReference": str(time.time_ns())}
    cloudfront.create_invalidation(DistributionId=outputs["DistributionId"], InvalidationBatch=batch)


def outputs_of(name: str, formation: Any) -> dict[str, str]:
    """Return what the stack ``name`` tells. ``formation`` is boto3's client; what it raises passes."""
    (found,) = formation.describe_stacks(StackName=name)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}


def main(
    environment: str,
    publishable_key: str,
    methods: Sequence[str] = METHODS,
    contact_url: str | None = None,
) -> int:
    try:
        wanted = stack(environment)
    except KeyError:
        print(f"samconfig.toml has no environment {environment!r}.", file=sys.stderr)
        return 1
    session = boto3.Session(region_name=wanted.region)
    try:  # before the site is built, which takes a while
        outputs = outputs_of(wanted.name, session.client("cloudformation"))
    except (BotoCoreError, ClientError) as error:
        print(f"The stack {wanted.name} cannot be read: {error}", file=sys.stderr)
        return 1
    for step in (["npm", "ci"], ["npm", "run", "build"]):
        subprocess.run(step, cwd=SITE, check=True)
    s3: Any = session.client("s3")
    cloudfront: Any = session.client("cloudfront")
    config = site_config(outputs, publishable_key, methods, contact_url)
    upload(SITE / "dist", config, outputs, s3, cloudfront)
    print(f"The portal is at {outputs['PortalUrl']}.")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("environment", nargs="?")
    parser.add_argument("publishable_key", nargs="?")
    parser.add_argument("methods", nargs="*", default=METHODS, help="ways to sign in that the project has on")
    parser.add_argument("--contact-url", help="where the billing page sends people who want more")
    given = parser.parse_args()
    if given.publishable_key is None:
        sys.exit("Say where to: make deploy-web ENV=dev PUBLISHABLE_KEY=sb_publishable_...")
    sys.exit(main(given.environment, given.publishable_key, given.methods, given.contact_url or None))
