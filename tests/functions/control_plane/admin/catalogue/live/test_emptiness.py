"""When a drained target is empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.control_plane.admin.catalogue.live.emptiness import is_empty

SINCE = datetime(2026, 11, 20, 12, tzinfo=UTC)
COUNT = st.none() | st.integers(0, 3)


def after(seconds: float) -> datetime:
    return SINCE + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("leases", "running", "seconds", "empty"),
    [
        (0, 4, 3, True),  # its session has a limit: the leases are its requests
        (0, 0, 1, False),  # some environment may not know of the drain yet
        (2, 4, 60, False),
        (2, 0, 60, True),  # the leases are of another model that shares the session
        (None, 4, 60, False),
        (None, 0, 5, False),  # a request from before may not be recorded yet
        (None, 0, 10, True),
        (0, None, 60, True),
        (2, None, 60, False),
        (None, None, 60, None),
    ],
)
def test_drained_target_is_empty_when_nothing_runs_on_it(
    leases: int | None, running: int | None, seconds: float, empty: bool | None
) -> None:
    assert is_empty("draining", SINCE, after(seconds), leases=leases, running_at_most=running) is empty
    assert is_empty("disabled", SINCE, after(seconds), leases=leases, running_at_most=running) is empty


@given(COUNT, COUNT, st.floats(0, 100))
def test_active_target_is_never_called_empty(leases: int | None, running: int | None, seconds: float) -> None:
    assert is_empty("active", SINCE, after(seconds), leases=leases, running_at_most=running) is None


@given(COUNT, COUNT, st.floats(0, 2.4))
def test_nothing_is_empty_before_the_drain_binds(
    leases: int | None, running: int | None, seconds: float
) -> None:
    assert not is_empty("draining", SINCE, after(seconds), leases=leases, running_at_most=running)


@given(st.integers(1, 3), st.integers(1, 3), st.floats(0, 1000))
def test_nothing_is_empty_while_requests_run(leases: int, running: int, seconds: float) -> None:
    assert not is_empty("draining", SINCE, after(seconds), leases=leases, running_at_most=running)
