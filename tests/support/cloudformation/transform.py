"""SAM's transform of the template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from scripts.stacks import DeploymentStack
from tests.support.artifacts.sam import run, sam_tool

Template = dict[str, Any]

REQUIRED = {"SupabaseUrl": "https://abc.supabase.co", "UnkeyApiId": "api_1"}
"""Parameters that every operator gives."""

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


def transformed_template(parameters: Mapping[str, str] = REQUIRED) -> Template:
    """Return the template after SAM's transform with these parameters."""
    result = run(sam_tool("python"), "-c", _TRANSFORM, "template.yaml", json.dumps(dict(parameters)))
    assert result.returncode == 0, result.stderr
    template: Template = json.loads(result.stdout)
    return template


def parameters_of(template: Template, stack: DeploymentStack) -> dict[str, str]:
    """Return every parameter of a stack: defaults, samconfig.toml, and what every operator gives."""
    defaults = {
        name: str(each["Default"]) for name, each in template["Parameters"].items() if "Default" in each
    }
    return {**defaults, **REQUIRED, **dict(pair.split("=", 1) for pair in stack.parameters)}
