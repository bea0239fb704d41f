"""SAM's transform of the template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scripts.deployment.stacks import DeploymentStack
from tests.support.artifacts.transformation import PARAMETERS, Variant, transform

Template = dict[str, Any]


def transformed_template(parameters: Mapping[str, str] | None = None) -> Template:
    """Return the template after SAM's transform with these parameters."""
    (template,) = transform([Variant(parameters or {})])
    return template


def parameters_of(template: Template, stack: DeploymentStack) -> dict[str, str]:
    """Return every parameter of a stack: defaults, samconfig.toml, and what every operator gives."""
    defaults = {
        name: str(each["Default"]) for name, each in template["Parameters"].items() if "Default" in each
    }
    return {**defaults, **PARAMETERS, **dict(pair.split("=", 1) for pair in stack.parameters)}
