"""Build the portal's site and upload it: ``python -m scripts.deployment.deploy_web dev sb_publishable_…``.

The site reads the address of its API from ``config.json``, which is made from the outputs of the stack.
Files with a hash in their name are cached without limit and uploaded first; then follow the pages that refer
to them, which browsers revalidate on each request.
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

from scripts.deployment.stacks import (
    ROOT,
    StackMissing,
    UnknownEnvironment,
    deployed_stack,
    deployment_stack,
)

SITE = ROOT / "portal-web"
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
HASHED = "assets/"
METHODS = ("password", "password_reset")
"""Sign-in methods that every Supabase project enables; others: magic_link, ethereum, solana."""


def uploads(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield key, content type and cache control of each file of a built site, in the order of upload."""
    keys = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
    for key in sorted(keys, key=lambda key: (not key.startswith(HASHED), key == "index.html", key)):
        content_type = mimetypes.guess_type(key)[0] or "application/octet-stream"
        yield key, content_type, IMMUTABLE if key.startswith(HASHED) else REVALIDATE


def site_config(
    outputs: Mapping[str, str],
    publishable_key: str,
    methods: Sequence[str] = METHODS,
    contact_url: str | None = None,
) -> bytes:
    """Return ``config.json`` as the site reads it (``portal-web/src/lib/config.ts``).

    If the stack has an output ``ClerkIssuer``, the key is Clerk's, and Clerk's configuration has the methods.
    Without ``contact_url`` (a web address or ``mailto:``) the billing page shows no contact.
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
    """Put the site and its configuration into the bucket, then invalidate CloudFront's cache."""
    bucket = outputs["SiteBucketName"]
    s3.put_object(
        Bucket=bucket,
        Key="config.json",
        Body=config,
        ContentType="application/json",
        CacheControl=REVALIDATE,
    )
    for key, content_type, cache_control in uploads(folder):
        body = (folder / key).read_bytes()
        s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=content_type, CacheControl=cache_control)
    paths = {"Quantity": 1, "Items": ["/*"]}
    batch = {"Paths": paths, "CallerReference": str(time.time_ns())}
    cloudfront.create_invalidation(DistributionId=outputs["DistributionId"], InvalidationBatch=batch)


def main(
    environment: str,
    publishable_key: str,
    methods: Sequence[str] = METHODS,
    contact_url: str | None = None,
) -> int:
    try:
        stack = deployment_stack(environment)
    except UnknownEnvironment as error:
        print(error, file=sys.stderr)
        return 1
    try:  # before the build, which takes a while
        session = boto3.Session(region_name=stack.region)
        outputs = deployed_stack(stack.name, session.client("cloudformation")).outputs
    except StackMissing as error:
        print(error, file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(f"The stack {stack.name} cannot be read: {error}", file=sys.stderr)
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
    parser.add_argument(
        "methods", nargs="*", default=METHODS, help="sign-in methods that the project enables"
    )
    parser.add_argument("--contact-url", help="contact for larger plans on the billing page")
    arguments = parser.parse_args()
    if arguments.publishable_key is None:
        sys.exit(
            "Name the environment and the key: make deploy-web ENV=dev PUBLISHABLE_KEY=sb_publishable_..."
        )
    contact_url = arguments.contact_url or None
    sys.exit(main(arguments.environment, arguments.publishable_key, arguments.methods, contact_url))
