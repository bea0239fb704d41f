"""What one invocation hands to the next: complete, and never believed if it cannot be true."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.pool_monitor.assessment import CanaryResult, MonitoredTarget
from functions.pool_monitor.assessment.assessor import PoolAssessor
from functions.pool_monitor.records.history import HealthHistory
from functions.pool_monitor.state.codec import MOST_BYTES, encode_state, restore_state

NOW = 1_800_000_000.0
TARGETS = [MonitoredTarget(f"tgt_{number}", "m", f"rtr_{number}") for number in range(3)]


def assessed() -> tuple[PoolAssessor, HealthHistory]:
    """Return the knowledge of a monitor that has seen a target die."""
    assessor, history = PoolAssessor(TARGETS, NOW - 60), HealthHistory()
    for at in range(5):
        failed = CanaryResult("tgt_0", NOW - at - 1, NOW - at, "rejected", reason="HTTP 500")
        assessor.observe([failed, CanaryResult("tgt_1", NOW - at - 1, NOW - at, "ok", 300.0)])
    for second in range(3):
        history.count(assessor.assess(NOW + second), TARGETS, NOW + second)
    return assessor, history


def restored(saved: bytes | None, now: float = NOW + 3) -> tuple[PoolAssessor, HealthHistory, bool]:
    assessor, history = PoolAssessor(TARGETS, now), HealthHistory()
    return assessor, history, restore_state(saved, assessor, history, now)


def test_next_monitor_goes_on_where_the_last_one_was() -> None:
    before, history = assessed()
    after, history_after, is_young = restored(encode_state(before, history, NOW + 2))
    assert is_young
    assert after.standings == before.standings
    assert after.assess(NOW + 3) == before.assess(NOW + 3)
    assert (history_after.counts, history_after.counted_at) == (history.counts, history.counted_at)


def test_targets_that_are_configured_no_more_are_left_out() -> None:
    before, history = assessed()
    saved = encode_state(before, history, NOW + 2)
    after = PoolAssessor(TARGETS[1:], NOW + 3)
    assert restore_state(saved, after, HealthHistory(), NOW + 3)
    assert after.standings.keys() == {"tgt_1", "tgt_2"}


@pytest.mark.parametrize("now", [NOW + 100, NOW - 100])
def test_old_state_and_one_from_the_future_say_nothing_of_targets(now: float) -> None:
    after, _, is_young = restored(encode_state(*assessed(), NOW + 2), now)
    assert not is_young
    assert {own.state for own in after.assess(now).targets.values()} == {"unknown"}


def test_nothing_is_believed_that_a_clock_saw_before_it_was_set_back() -> None:
    """The last monitor's clock was set back by an hour in the middle of its minute: it saved after that."""
    now = NOW - 3600
    after, history, is_young = restored(encode_state(*assessed(), now - 1), now)
    assert is_young
    assert {own.state for own in after.assess(now).targets.values()} == {"unknown"}
    assert not any(target.canaries for target in after.evidence.targets.values())
    assert not history.counts


def damaged() -> list[bytes | None]:
    document = json.loads(gzip.decompress(encode_state(*assessed(), NOW)))
    others: list[object] = [
        {},
        [],
        {**document, "saved_at": "yesterday"},
        {**document, "more": 1},
        {**document, "standings": {"tgt_0": {"share": "much"}}},
        {**document, "standings": {"tgt_0": {"share": 7}}},
    ]
    bombs = [gzip.compress(b" " * (2 * MOST_BYTES)), gzip.compress(b"[" * MOST_BYTES)]
    return [
        None,
        b"",
        b"\x1f\x8b",
        b"text",
        *bombs,
        *(gzip.compress(json.dumps(each).encode()) for each in others),
    ]


@pytest.mark.parametrize("saved", damaged(), ids=range(len(damaged())))
def test_damaged_state_is_none(saved: bytes | None) -> None:
    after, history, is_young = restored(saved)
    assert not is_young
    assert not history.counts
    assert {(own.state, own.share) for own in after.assess(NOW + 3).targets.values()} == {("unknown", 1.0)}


@given(st.data())
def test_flipped_bytes_never_raise(data: st.DataObject) -> None:
    saved = bytearray(encode_state(*assessed(), NOW))
    for _ in range(data.draw(st.integers(1, 5))):
        saved[data.draw(st.integers(0, len(saved) - 1))] ^= data.draw(st.integers(1, 255))
    restored(bytes(saved))
