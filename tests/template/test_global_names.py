"""A stack of the same name in another region of the account: what is global is named by region, too."""

from __future__ import annotations

import json
from typing import Any

from scripts.deployment.template_file import load_template

GLOBAL = {
    "AWS::Budgets::Budget": ("Budget", "BudgetName"),
    "AWS::CloudFront::Function": ("Name",),
    "AWS::CloudFront::OriginAccessControl": ("OriginAccessControlConfig", "Name"),
    "AWS::CloudFront::ResponseHeadersPolicy": ("ResponseHeadersPolicyConfig", "Name"),
}
"""Type → where its name stands. Distributions, roles and buckets get theirs from AWS."""
NAMED_BY_AWS = {"AWS::IAM::Role": "RoleName", "AWS::S3::Bucket": "BucketName"}


def resources() -> list[dict[str, Any]]:
    return list(load_template()["Resources"].values())


def test_names_without_a_region_of_their_own_hold_it() -> None:
    found = set()
    for resource in resources():
        if resource["Type"] in GLOBAL:
            name = resource["Properties"]
            for step in GLOBAL[resource["Type"]]:
                name = name[step]
            assert "${AWS::Region}" in json.dumps(name), resource["Type"]
            found.add(resource["Type"])
    assert found == GLOBAL.keys()


def test_roles_and_buckets_have_no_name() -> None:
    assert not [each for each in resources() if NAMED_BY_AWS.get(each["Type"]) in each.get("Properties", {})]
