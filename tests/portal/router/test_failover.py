"""Which failures another target may answer for, and which count against a target."""

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
from portal.router.failover import is_targets_fault, may_fail_over


@pytest.mark.parametrize(
    ("error", "elsewhere", "counts"),
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
def test_the_table(error: RouterFailure, elsewhere: bool, counts: bool) -> None:
    assert may_fail_over(error) is elsewhere
    assert is_targets_fault(error) is counts
