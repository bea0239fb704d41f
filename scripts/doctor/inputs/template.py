"""What the doctor reads in ``template.yaml``: parameters, secrets and the secrets of each function."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.deployment.stacks import ROOT

_REFERENCE = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class StackTemplate:
    """``defaults`` are the parameters' (None: it has none); ``secrets`` maps logical id → end of the name.

    Secrets without a name are left out: they are generated, and nobody enters them. So are functions behind a
    condition: the gateway on Managed Instances has the settings and the secrets of the gateway on demand.

    ``secrets_of`` maps the logical id of a function → logical ids of the secrets that it reads, in order.
    ``reserved`` maps it → its reserved concurrency: a number, or the parameter with the number.
    """

    defaults: Mapping[str, str | None]
    secrets: Mapping[str, str]
    secrets_of: Mapping[str, tuple[str, ...]]
    environment: Mapping[str, frozenset[str]]
    reserved: Mapping[str, int | str]


_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The faster one of libyaml, where PyYAML has it."""


class _Loader(_SafeLoader):  # type: ignore[misc] # yaml has no types
    """Reads the short forms of CloudFormation's functions as ``{"Ref": …}`` and ``{"Fn::…": …}``."""


def _short_form(loader: Any, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)
        value = loader.construct_mapping(node, deep=True)
    return {"Ref" if suffix == "Ref" else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _short_form)


def read_template(path: Path = ROOT / "template.yaml") -> StackTemplate:
    template = yaml.load(path.read_text(), _Loader)  # noqa: S506 (a SafeLoader)
    resources: dict[str, Any] = template["Resources"]
    functions = {
        name: each["Properties"]
        for name, each in resources.items()
        if each["Type"] == "AWS::Serverless::Function" and "Condition" not in each
    }
    secrets = {
        name: str(each["Properties"]["Name"]["Fn::Sub"]).rpartition("/")[2]
        for name, each in resources.items()
        if each["Type"] == "AWS::SecretsManager::Secret" and "Name" in each["Properties"]
    }
    variables = {name: _variables(properties) for name, properties in functions.items()}
    return StackTemplate(
        defaults={
            name: None if "Default" not in each else str(each["Default"])
            for name, each in template["Parameters"].items()
        },
        secrets=secrets,
        secrets_of={
            name: tuple(id_ for id_ in _references(each.get("PORTAL_SECRET_IDS")) if id_ in secrets)
            for name, each in variables.items()
        },
        environment={name: frozenset(each) for name, each in variables.items()},
        reserved={
            name: found
            for name, properties in functions.items()
            if (found := _reserved(properties.get("ReservedConcurrentExecutions"))) is not None
        },
    )


def _variables(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    variables: Mapping[str, Any] = properties.get("Environment", {}).get("Variables", {})
    return variables


def _references(value: object) -> list[str]:
    """Return the logical ids that a ``Ref``, ``Sub`` or branch of an ``If`` names, once each, in order."""
    if not isinstance(value, dict):
        return []
    if "Fn::If" in value:
        _, yes, no = value["Fn::If"]
        return list(dict.fromkeys((*_references(yes), *_references(no))))
    if "Ref" in value:
        return [str(value["Ref"])]
    text = value.get("Fn::Sub")
    return _REFERENCE.findall(text) if isinstance(text, str) else []


def _reserved(value: object) -> int | str | None:
    """Return a number, or the name of the parameter: also of one that a condition switches off."""
    if isinstance(value, int):
        return value
    if isinstance(value, dict) and "Ref" in value and value["Ref"] != "AWS::NoValue":
        return str(value["Ref"])
    if isinstance(value, dict) and "Fn::If" in value:
        return next((found for each in value["Fn::If"][1:] if (found := _reserved(each)) is not None), None)
    return None
