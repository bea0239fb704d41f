"""Reads ``template.yaml``, with the short forms of CloudFormation's functions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from scripts.deployment.stacks import ROOT

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


def load_template(path: Path = ROOT / "template.yaml") -> dict[str, Any]:
    """Return the template before SAM's transform."""
    template: dict[str, Any] = yaml.load(path.read_text(), _Loader)  # noqa: S506 (a SafeLoader)
    return template
