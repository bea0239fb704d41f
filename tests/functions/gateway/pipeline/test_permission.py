"""The policy's decision is made once, and again only if something that it depends on has changed."""

from __future__ import annotations

from dataclasses import replace

from functions.gateway.pipeline.permission import DecisionInputs
from portal.keys import Principal
from portal.limits import Window
from portal.policy import PolicySnapshot

SNAPSHOT = PolicySnapshot()
MINUTE = Window("requests per minute", "key", 20, 19, 1_764_000_000.0, 60)
PREDICTED = DecisionInputs(Principal("key", "organization", "pro"), "oss-20b", SNAPSHOT, 1)


def test_decision_holds_for_other_windows_of_the_same_principal() -> None:
    counted = PREDICTED.principal._replace(windows=(MINUTE,))
    assert PREDICTED.is_same_as(PREDICTED._replace(principal=counted))


def test_decision_does_not_hold_after_a_change() -> None:
    principal = PREDICTED.principal
    changed = [
        PREDICTED._replace(principal=principal._replace(key_id="another key")),
        PREDICTED._replace(principal=principal._replace(organization_id="another organisation")),
        PREDICTED._replace(principal=principal._replace(plan="free")),
        PREDICTED._replace(principal=principal._replace(models=frozenset({"oss-20b"}))),
        PREDICTED._replace(alias="gemma-4-26b"),
        PREDICTED._replace(snapshot=replace(SNAPSHOT)),
        PREDICTED._replace(open_streams=2),
        PREDICTED._replace(open_streams=None),
    ]
    assert not any(PREDICTED.is_same_as(inputs) for inputs in changed)
