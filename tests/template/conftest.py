"""The template after SAM's transform, as CloudFormation processes it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.artifacts.sam import run, sam_tool

_TRANSFORM = """
import json, sys
from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform
from samcli.yamlhelper import yaml_parse

class NoPolicies:
    def load(self): return {}

template = yaml_parse(open(sys.argv[1]).read())
for resource in template["Resources"].values():
    for code in ("CodeUri", "ContentUri"):
        if code in resource.get("Properties", {}):
            resource["Properties"][code] = "s3://bucket/key"  # as after an upload
print(json.dumps(transform(template, json.loads(sys.argv[2]), NoPolicies())))
"""


PARAMETERS = {"SupabaseUrl": "https://abc.supabase.co", "UnkeyApiId": "api_1"}


def transform(**parameters: str) -> dict[str, Any]:
    """Return the template after SAM's transform with these parameters, as one deployment makes it."""
    given = json.dumps({**PARAMETERS, **parameters})
    result = run(sam_tool("python"), "-c", _TRANSFORM, "template.yaml", given)
    assert result.returncode == 0, result.stderr
    template: dict[str, Any] = json.loads(result.stdout)
    return template


@pytest.fixture(scope="session")
def transformed() -> dict[str, Any]:
    """The template after SAM's transform."""
    return transform()


@pytest.fixture(scope="session")
def resources(transformed: dict[str, Any]) -> dict[str, Any]:
    resources: dict[str, Any] = transformed["Resources"]
    return resources
