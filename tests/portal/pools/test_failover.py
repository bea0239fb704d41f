"""Which failures another target may recover, and which count against the target."""

from __future__ import annotations

import pytest

from portal.errors import (
    DeadlineExceeded,
    RouterFailure,
    RouterPending,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)
from portal.pools.failover import counts_against_target, is_retryable_elsewhere


@pytest.mark.parametrize(
    ("error", "retryable", "counts"),
    [
        (RouterUnreachable("x"), True, True),
        (RouterPending("x"), True, True),
        (RouterTimedOut("x"), True, True),
        (RouterRejected("x"), True, True),
        *[(RouterRejected("x", upstream_status=s), True, True) for s in (401, 403, 404, 429, 500, 502, 503)],
        *[(RouterRefused("x", upstream_status=s), False, False) for s in (400, 413, 422)],
        (StreamInterrupted("x"), False, True),
        (DeadlineExceeded("x"), False, False),
    ],
)
def test_failure_is_classified(error: RouterFailure, retryable: bool, counts: bool) -> None:
    assert is_retryable_elsewhere(error) is retryable
    assert counts_against_target(error) is counts
