"""The template of a stack that was rolled back: each alias serves a named version.

A rollback moves the aliases at once. CloudFormation does not know, and CodeDeploy would later start from a
version that no alias serves. So the stack's transformed template is deployed with the versions written into
it: a mapping ``PinnedVersions`` takes the place of each reference to the newest version. The next
``make deploy`` brings SAM's template back, and moves the traffic gradually from what is served.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

MAPPING = "PinnedVersions"


def is_pinned(stack: str, cloudformation: Any) -> bool:
    """Whether the stack was rolled back and not deployed since."""
    return MAPPING in processed_template(stack, cloudformation).get("Mappings", {})


def processed_template(stack: str, cloudformation: Any) -> dict[str, Any]:
    """Return the stack's template after SAM's transform."""
    answer = cloudformation.get_template(StackName=stack, TemplateStage="Processed")
    template: dict[str, Any] = answer["TemplateBody"]
    return template


def with_versions(template: Mapping[str, Any], versions: Mapping[str, str]) -> dict[str, Any]:
    """Return the template with each function's alias at its version (logical id of the function → number)."""
    pinned = copy.deepcopy(dict(template))
    pinned.setdefault("Mappings", {})[MAPPING] = {
        function: {"Version": version} for function, version in versions.items()
    }
    references = {}
    for logical_id, resource in pinned["Resources"].items():
        if resource["Type"] == "AWS::Lambda::Version":
            references[logical_id] = resource["Properties"]["FunctionName"]["Ref"]
        if resource["Type"] == "AWS::Lambda::Alias":
            resource.pop("UpdatePolicy", None)  # the traffic has moved already
    for resource in pinned["Resources"].values():
        resource["Properties"] = _replaced(resource.get("Properties", {}), references, versions)
    return pinned


def _replaced(value: Any, references: Mapping[str, str], versions: Mapping[str, str]) -> Any:
    """Replace ``Fn::GetAtt: [<version>, Version]`` of the named functions by what the mapping says."""
    if isinstance(value, list):
        return [_replaced(each, references, versions) for each in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Fn::GetAtt"}:
        target, attribute = value["Fn::GetAtt"]
        function = references.get(target)
        if function in versions and attribute == "Version":
            return {"Fn::FindInMap": [MAPPING, function, "Version"]}
    return {name: _replaced(each, references, versions) for name, each in value.items()}


def recorded_versions(template: Mapping[str, Any], physical_ids: Mapping[str, str]) -> dict[str, str]:
    """Return the version that the stack believes each alias to serve (logical id of the function → number).

    ``physical_ids`` of the versions, by logical id: their ARNs, which end with the number.
    """
    pinned = template.get("Mappings", {}).get(MAPPING, {})
    recorded = {function: each["Version"] for function, each in pinned.items()}
    for resource in template["Resources"].values():
        if resource["Type"] != "AWS::Lambda::Alias":
            continue
        function = resource["Properties"]["FunctionName"]["Ref"]
        version = resource["Properties"]["FunctionVersion"]
        if (reference := version.get("Fn::GetAtt")) and reference[0] in physical_ids:
            recorded[function] = physical_ids[reference[0]].rpartition(":")[2]
    return recorded
