"""The policy decides once per request, and again only if something that it depends on has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from functions.gateway.pipeline.admission.permission import decide
from portal.inference import InferenceRequest
from portal.inference.context import PromptLength
from portal.keys import Principal
from portal.limits import Window
from portal.policy import PolicySnapshot
from portal.pool_health import PublishedHealth

SNAPSHOT = PolicySnapshot()
PRINCIPAL = Principal("key", "organization", "organization", "pro")
MINUTE = Window("requests per minute", "key", 20, 19, 1_764_000_000.0, 60)
PREDICTED = decide(PRINCIPAL, "oss-20b", SNAPSHOT, 1, PromptLength(InferenceRequest(None, prompt="hi")))


def test_decision_applies_to_other_windows_of_the_same_principal() -> None:
    assert PREDICTED.applies_to(PRINCIPAL._replace(windows=(MINUTE,)), SNAPSHOT, 1)


def test_decision_applies_after_a_change_of_health_alone() -> None:
    health = PublishedHealth(datetime.now(UTC))
    assert PREDICTED.applies_to(PRINCIPAL, replace(SNAPSHOT, health=health), 1)


def test_decision_does_not_apply_after_a_change() -> None:
    for principal in (
        PRINCIPAL._replace(key_id="another key"),
        PRINCIPAL._replace(organization_id="another organisation"),
        PRINCIPAL._replace(plan="free"),
        PRINCIPAL._replace(models=frozenset({"oss-20b"})),
    ):
        assert not PREDICTED.applies_to(principal, SNAPSHOT, 1)
    assert not PREDICTED.applies_to(PRINCIPAL, replace(SNAPSHOT, blocked_keys=frozenset({"another key"})), 1)
    assert not PREDICTED.applies_to(PRINCIPAL, SNAPSHOT, 2)
    assert not PREDICTED.applies_to(PRINCIPAL, SNAPSHOT, None)
