"""What is reserved for the ingest and the gateway fits into the account, and what the operator gives wins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scripts.deployment.parameters import Decision, PlannedDeployment
from scripts.deployment.parameters.reserved_concurrency import (
    GATEWAY,
    INGEST,
    AccountConcurrency,
    compute_concurrency,
    decide_concurrency,
)
from scripts.deployment.stacks import DeploymentStack
from tests.support.servers.boto_client import answering_client, refusal
from tests.support.servers.cloudformation import CloudFormationStack

RESOURCES = {
    "GatewayFunction": ("AWS::Lambda::Function", "portal-gateway"),
    "UsageIngestFunction": ("AWS::Lambda::Function", "portal-ingest"),
}


class FakeAccount:
    """Lambda's limit in an account. ``reserved``: function → its reserved concurrency."""

    def __init__(self, limit: int, reserved: Mapping[str, int] | None = None) -> None:
        self._limit = limit
        self._reserved = reserved or {}
        self._lambda = answering_client(
            "lambda", {"GetAccountSettings": self._settings, "GetFunctionConcurrency": self._concurrency}
        )

    def decide(self, given: dict[str, str], deployed: dict[str, str] | None = None) -> Decision:
        """Decide for a stack that has both functions if ``deployed`` has its parameters."""
        stack = CloudFormationStack("portal", {}, deployed or {}, RESOURCES if deployed else {})
        clients = {"lambda": self._lambda, "cloudformation": stack.client()}
        target = DeploymentStack("portal", "eu-west-1", ())
        return decide_concurrency(PlannedDeployment(target, given, deployed or {}, clients.__getitem__))

    def _settings(self) -> dict[str, Any]:
        unreserved = self._limit - sum(self._reserved.values())
        limits = {"ConcurrentExecutions": self._limit, "UnreservedConcurrentExecutions": unreserved}
        return {"AccountLimit": limits}

    def _concurrency(self, **given: Any) -> dict[str, Any]:
        reserved = self._reserved.get(given["FunctionName"])
        return {} if reserved is None else {"ReservedConcurrentExecutions": reserved}


def automatic(decision: Decision) -> tuple[str | None, str | None]:
    """Return the parameters that were computed for ingest and gateway."""
    return (
        decision.parameters.get("AutomaticIngestConcurrency"),
        decision.parameters.get("AutomaticGatewayConcurrency"),
    )


@pytest.mark.parametrize(
    ("stage", "limit", "expected"),
    [
        ("prod", 10, ("0", "0")),  # new accounts
        ("prod", 100, ("0", "0")),
        ("prod", 109, ("0", "0")),
        ("prod", 110, ("10", "0")),
        ("prod", 209, ("10", "0")),
        ("prod", 210, ("10", "100")),
        ("prod", 1000, ("10", "700")),
        ("prod", 10_000, ("10", "7000")),
        ("dev", 10, ("0", "0")),
        ("dev", 1000, ("10", "100")),
        ("dev", 150, ("10", "15")),
    ],
)
def test_first_deployment_reserves_what_the_account_has(
    stage: str, limit: int, expected: tuple[str, str]
) -> None:
    decision = FakeAccount(limit).decide({"Stage": stage})
    assert automatic(decision) == expected
    (note,) = decision.notes
    assert f"limit in eu-west-1 is {limit}" in note
    assert ("request-service-quota-increase" in note) is ("0" in expected)


def test_both_stages_fit_into_one_account_in_either_order() -> None:
    for first, second in (("prod", "dev"), ("dev", "prod")):
        one = FakeAccount(1000).decide({"Stage": first})
        taken = sum(int(value or 0) for value in automatic(one))
        other = FakeAccount(1000, {"other-stage": taken}).decide({"Stage": second})
        assert "0" not in automatic(other)


def test_later_deployment_counts_its_own_reservation_as_available() -> None:
    account = FakeAccount(1000, {"portal-gateway": 700, "portal-ingest": 10})
    deployed = {"Stage": "prod", GATEWAY: "-1", INGEST: "-1"}
    assert automatic(account.decide({}, deployed)) == ("10", "700")


def test_raised_limit_is_used_by_the_next_deployment() -> None:
    account = FakeAccount(3000, {"portal-gateway": 700, "portal-ingest": 10})
    assert automatic(account.decide({}, {"Stage": "prod"})) == ("10", "2100")


@pytest.mark.parametrize("deployed", [None, {"Stage": "prod", GATEWAY: "-1"}])
def test_explicit_value_stays_and_counts(deployed: dict[str, str] | None) -> None:
    decision = FakeAccount(1000).decide({"Stage": "prod", GATEWAY: "895"}, deployed)
    assert automatic(decision) == ("0", None)
    assert "gateway: 895 (as given)" in decision.notes[0]


def test_explicit_value_of_an_earlier_deployment_stays() -> None:
    deployed = {"Stage": "prod", GATEWAY: "200", INGEST: "-1"}
    assert automatic(FakeAccount(1000).decide({}, deployed)) == ("10", None)


def test_explicit_zero_reserves_none_and_asks_for_nothing() -> None:
    decision = FakeAccount(10).decide({"Stage": "prod", GATEWAY: "0", INGEST: "0"})
    assert automatic(decision) == (None, None)
    assert "request-service-quota-increase" not in decision.notes[0]


def test_minus_one_returns_to_the_computed_value() -> None:
    deployed = {"Stage": "prod", GATEWAY: "200", INGEST: "0"}
    decision = FakeAccount(1000).decide({GATEWAY: "-1", INGEST: "-1"}, deployed)
    assert automatic(decision) == ("10", "700")


def test_what_is_no_number_is_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match="is a number of environments, 0 or -1, and not 'many'"):
        FakeAccount(1000).decide({GATEWAY: "many"})


def test_account_that_may_not_be_asked_changes_nothing() -> None:
    def denied() -> None:
        raise refusal("GetAccountSettings", "AccessDeniedException", "not authorized")

    client = answering_client("lambda", {"GetAccountSettings": denied})
    target = DeploymentStack("portal", "eu-west-1", ())
    decision = decide_concurrency(PlannedDeployment(target, {}, {}, lambda service: client))
    assert decision.parameters == {}
    assert "not authorized" in decision.notes[0]


@given(
    limit=st.integers(1, 20_000),
    others=st.integers(0, 5000),
    stage=st.sampled_from(["dev", "prod"]),
    explicit=st.dictionaries(st.sampled_from([GATEWAY, INGEST]), st.integers(0, 300)),
)
@example(limit=10, others=0, stage="prod", explicit={})
def test_computed_values_leave_a_hundred_unreserved(
    limit: int, others: int, stage: str, explicit: dict[str, int]
) -> None:
    assume(others <= limit)
    available = limit - others - 100
    chosen = compute_concurrency(AccountConcurrency(limit, available), stage, explicit)
    assert {name: chosen[name] for name in explicit} == explicit
    computed = sum(value for name, value in chosen.items() if name not in explicit)
    assert computed == 0 or computed + sum(explicit.values()) <= available
    if INGEST not in explicit:
        # All that the queue invokes at once, or none: with fewer, messages would be throttled.
        assert chosen[INGEST] in (0, 10)
