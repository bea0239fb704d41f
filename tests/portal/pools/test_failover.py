"""Which failures another target may recover, and what they say of theirs."""

from __future__ import annotations

import pytest

from portal.errors import (
    DeadlineExceeded,
    RouterBusy,
    RouterFailure,
    RouterPending,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)
from portal.pools.failover import FAILED_OUTCOMES, is_retryable_elsewhere, outcome_of
from portal.usage import AttemptOutcome


@pytest.mark.parametrize(
    ("error", "retryable", "outcome"),
    [
        (RouterUnreachable("x"), True, "unreachable"),
        (RouterPending("x"), True, "no_text"),
        (RouterTimedOut("x"), True, "timed_out"),
        (RouterBusy("x"), True, "busy"),
        (RouterRejected("x"), True, "rejected"),
        *[(RouterRejected("x", upstream_status=s), True, "rejected") for s in (401, 403, 404, 500, 502)],
        *[(RouterRefused("x", upstream_status=s), False, "ok") for s in (400, 413, 422)],
        (StreamInterrupted("x"), False, "rejected"),
        (DeadlineExceeded("x"), False, "cancelled"),
    ],
)
def test_failure_is_classified(error: RouterFailure, retryable: bool, outcome: AttemptOutcome) -> None:
    assert is_retryable_elsewhere(error) is retryable
    assert outcome_of(error, had_text=False) == outcome


def test_failure_after_the_first_text_is_an_interrupted_answer() -> None:
    for error in (StreamInterrupted("x"), RouterUnreachable("x"), RouterBusy("x")):
        assert outcome_of(error, had_text=True) == "interrupted"


def test_requests_at_fault_and_busy_targets_are_no_failures() -> None:
    assert not {"ok", "busy", "cancelled"} & FAILED_OUTCOMES
