"""Refusals in a storm: the first of a key and hour by themselves, the others in sums, none lost or twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.usage import Refused
from portal.usage.refusal_batches import COUNTED_SECONDS, KEPT_PER_HOUR, MAX_SUMS, RefusalBatches
from tests.support.usage.events import KEY, NOON, refused


def test_first_hundred_of_a_key_and_hour_are_sent_by_themselves() -> None:
    batches = RefusalBatches()
    sent = [batches.add(refused(f"req_{number:05}")) for number in range(KEPT_PER_HOUR + 40)]
    assert sent == [True] * KEPT_PER_HOUR + [False] * 40
    assert batches.add(refused(key_id="another key"))
    assert batches.add(refused(at=NOON + timedelta(hours=1)))
    (summed,) = batches.take()
    assert (summed.request_id, summed.count) == (f"req_{KEPT_PER_HOUR:05}", 40)
    assert batches.take() == []


def test_sums_are_due_after_some_seconds_of_wall_clock_time() -> None:
    batches = RefusalBatches()
    for _ in range(KEPT_PER_HOUR + 1):
        batches.add(refused())
    since = NOON.timestamp()
    assert not batches.is_due(since + COUNTED_SECONDS - 1)
    assert batches.is_due(since + COUNTED_SECONDS)
    batches.take()
    assert not batches.is_due(since + 3600)


def test_sums_are_bounded() -> None:
    batches = RefusalBatches()
    for number in range(KEPT_PER_HOUR + MAX_SUMS):
        assert not batches.is_full
        batches.add(refused(model=f"model-{number}"))
    assert batches.is_full
    assert len(batches.take()) == MAX_SUMS


_REFUSALS = st.lists(
    st.builds(
        refused,
        key_id=st.sampled_from([KEY, "another key"]),
        at=st.sampled_from([NOON, NOON + timedelta(hours=1)]),
        error_code=st.sampled_from(["rate_limit_exceeded", "invalid_request"]),
        model=st.sampled_from(["oss-20b", None]),
    ),
    max_size=60,
)


@given(_REFUSALS, st.integers(1, 9), st.integers(1, 7))
def test_every_refusal_is_counted_once_for_its_kind(
    refusals: list[Refused], repeated: int, taken_every: int
) -> None:
    batches = RefusalBatches()
    expected: Counter[tuple[object, ...]] = Counter()
    found: Counter[tuple[object, ...]] = Counter()

    def kind(event: Refused) -> tuple[object, ...]:
        return event.key_id, event.refused_at, event.error_code, event.model

    sums: list[Refused] = []
    for number, refusal in enumerate(refusals * repeated):
        event = Refused(**{**vars(refusal), "request_id": f"req_{number:06}", "count": 1})
        expected[kind(event)] += 1
        if batches.add(event):
            found[kind(event)] += 1
        if number % taken_every == 0:
            sums += batches.take()
    for event in [*sums, *batches.take()]:
        found[kind(event)] += event.count
    assert found == expected
