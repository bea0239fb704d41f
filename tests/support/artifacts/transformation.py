"""SAM's transform, as CloudFormation runs it on the template."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.artifacts.sam import run, sam_tool

PARAMETERS = {"SupabaseUrl": "https://abc.supabase.co", "UnkeyApiId": "api_1"}

_TRANSFORM = """
import copy, json, sys
from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform
from samcli.yamlhelper import yaml_parse

class NoPolicies:
    def load(self): return {}

source = yaml_parse(open("template.yaml").read())
for variant in json.loads(sys.argv[1]):
    template = copy.deepcopy(source)
    for name, resource in template["Resources"].items():
        for code in ("CodeUri", "ContentUri"):
            if code in resource.get("Properties", {}):  # as after an upload
                resource["Properties"][code] = variant["code"].get(name, "s3://bucket/key")
    print(json.dumps(transform(template, variant["parameters"], NoPolicies())))
"""


@dataclass(frozen=True, slots=True)
class Variant:
    """``parameters`` besides those without a default; ``code``: resource → address of its uploaded code."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)


def transform(variants: Sequence[Variant]) -> list[dict[str, Any]]:
    """Return the template of each variant after SAM's transform."""
    given = [{"parameters": {**PARAMETERS, **each.parameters}, "code": dict(each.code)} for each in variants]
    result = run(sam_tool("python"), "-c", _TRANSFORM, json.dumps(given))
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]
