"""A DeploymentId is new in every deployment, and found in the description of a version."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.deployment.parameters import PlannedDeployment
from scripts.deployment.parameters.deployment_id import (
    decide_deployment_id,
    deployment_of,
    next_deployment_id,
)
from scripts.deployment.stacks import DeploymentStack


@pytest.mark.parametrize("before", [None, "", "0000000000", "1796064652", "x"])
def test_id_is_the_time(before: str | None) -> None:
    assert next_deployment_id(before, 1_796_070_000.9) == "1796070000"


@given(st.lists(st.floats(0, 4e9), min_size=1, max_size=20))
def test_ids_rise_and_fit_the_template_whatever_the_clock_says(clock: list[float]) -> None:
    ids = ["0000000000"]
    for now in clock:
        ids.append(next_deployment_id(ids[-1], now))
    assert ids == sorted(set(ids))
    assert all(re.fullmatch("[0-9]{10}", each) for each in ids)


def test_decision_is_later_than_what_is_deployed() -> None:
    stack = DeploymentStack("portal", "us-east-1", ())
    planned = PlannedDeployment(stack, {}, {"DeploymentId": "1796070005"}, lambda service: None)
    assert decide_deployment_id(planned, lambda: 1_796_070_000).parameters == {"DeploymentId": "1796070006"}


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("1796064652", "1796064652"),
        ("The gateway 1796064652", "1796064652"),
        ("", None),
        ("The gateway", None),
        ("11796064652", None),
        ("1796064652 x", None),
    ],
)
def test_deployment_is_read_from_the_description(description: str, expected: str | None) -> None:
    assert deployment_of(description) == expected
