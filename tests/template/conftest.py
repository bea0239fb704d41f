"""The template after SAM's transform, as CloudFormation processes it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.artifacts.transformation import Variant, transform


@pytest.fixture(scope="session")
def transformed() -> dict[str, Any]:
    """The template after SAM's transform."""
    (template,) = transform([Variant()])
    return template


@pytest.fixture(scope="session")
def resources(transformed: dict[str, Any]) -> dict[str, Any]:
    resources: dict[str, Any] = transformed["Resources"]
    return resources
