"""The template after SAM's transform, as CloudFormation processes it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.cloudformation.transform import transformed_template


@pytest.fixture(scope="session")
def transformed() -> dict[str, Any]:
    """The template after SAM's transform."""
    return transformed_template()


@pytest.fixture(scope="session")
def resources(transformed: dict[str, Any]) -> dict[str, Any]:
    resources: dict[str, Any] = transformed["Resources"]
    return resources
