"""The site: a private bucket behind CloudFront, with security headers."""

from __future__ import annotations

from typing import Any

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
