"""What the operator gives wins over what is decided; the build's processor wins over both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.deployment.parameters import (
    Decision,
    PlannedDeployment,
    decide_parameters,
    parse_parameters,
)
from scripts.deployment.stacks import DeploymentStack

STACK = DeploymentStack("portal", "us-east-1", ())


def planned(given: dict[str, str], deployed: dict[str, str] | None = None) -> PlannedDeployment:
    return PlannedDeployment(STACK, given, deployed or {}, lambda service: None)


def test_command_line_wins_over_configuration() -> None:
    pairs = ["Stage=dev", "ThrottleRate=50", "SupabaseUrl=https://abc.supabase.co?a=b", "ThrottleRate=9"]
    assert parse_parameters(pairs) == {
        "Stage": "dev",
        "ThrottleRate": "9",
        "SupabaseUrl": "https://abc.supabase.co?a=b",
    }


@pytest.mark.parametrize("pair", ["SupabaseUrl", "", "=x", "="])
def test_what_is_no_parameter_is_refused_in_one_sentence(pair: str) -> None:
    with pytest.raises(ValueError, match=r"is not a parameter: write Name=value\.$"):
        parse_parameters([pair])


def test_value_is_the_given_one_or_the_deployed_one() -> None:
    known = planned({"Stage": "prod"}, {"Stage": "dev", "LogLevel": "WARN"})
    assert [known.value(name, "none") for name in ("Stage", "LogLevel", "Other")] == ["prod", "WARN", "none"]


NAMES = st.sampled_from(["Architecture", "DeploymentId", "Stage", "ThrottleRate"])
VALUES = st.dictionaries(NAMES, st.text(max_size=3))


@given(given_values=VALUES, decided=st.lists(VALUES, max_size=3))
def test_each_parameter_has_the_value_of_the_strongest_source(
    given_values: dict[str, str], decided: list[dict[str, str]]
) -> None:
    result = decide_parameters(planned(given_values), "arm64", [Decision(each) for each in decided])
    expected: dict[str, str] = {}
    for source in (*decided, given_values, {"Architecture": "arm64"}):
        expected.update(source)
    assert result == expected
