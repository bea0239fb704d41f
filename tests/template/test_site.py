"""The site: a private bucket behind CloudFront, with security headers."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.support.artifacts.template import of_type


def test_site_is_private_behind_cloudfront_with_headers(resources: dict[str, Any]) -> None:
    (bucket,) = of_type(resources, "AWS::S3::Bucket").values()
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    distribution = of_type(resources, "AWS::CloudFront::Distribution")["Site"]
    config = distribution["DistributionConfig"]
    assert config["Origins"][0]["OriginAccessControlId"] == {"Fn::GetAtt": ["SiteAccess", "Id"]}
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    (headers,) = of_type(resources, "AWS::CloudFront::ResponseHeadersPolicy").values()
    security = headers["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    policy, variables = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'${Scripts};" in policy
    assert "*" not in policy
    for name in ("Scripts", "Images", "SignIn", "More"):
        condition, with_clerk, without = variables[name]["Fn::If"]
        assert condition == "SignsInWithClerk"
        assert "clerk" in str(with_clerk).lower()
        assert without in ("", {"Ref": "SupabaseUrl"})


def test_cloudfront_may_learn_that_a_file_is_missing(resources: dict[str, Any]) -> None:
    """Without ``s3:ListBucket`` S3 answers 403 for a missing file (docs/protocols/api-gateway.md, "Site")."""
    (policy,) = of_type(resources, "AWS::S3::BucketPolicy").values()
    statements = {each["Action"]: each for each in policy["PolicyDocument"]["Statement"]}
    assert set(statements) == {"s3:GetObject", "s3:ListBucket"}
    assert statements["s3:ListBucket"]["Resource"] == {"Fn::GetAtt": ["SiteBucket", "Arn"]}
    for statement in statements.values():
        assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert "distribution/${Site}" in str(statement["Condition"]["StringEquals"]["AWS:SourceArn"])


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "/index.html"),
        ("/portal/usage", "/index.html"),
        ("/portal/usage/", "/index.html"),
        ("/assets/app-1a2b.js", "/assets/app-1a2b.js"),
        ("/config.json", "/config.json"),
        ("/no/such/file.css", "/no/such/file.css"),
    ],
)
def test_pages_are_index_html_and_files_are_themselves(
    resources: dict[str, Any], path: str, file: str
) -> None:
    """A path never reaches S3 as the bucket itself, which would list it."""
    (function,) = of_type(resources, "AWS::CloudFront::Function").values()
    node = shutil.which("node")
    assert node is not None
    source = f"{function['FunctionCode']}\nconsole.log(handler({json.dumps({'request': {'uri': path}})}).uri)"
    result = subprocess.run([node, "-e", source], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == file
