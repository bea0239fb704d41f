"""What goes into a message comes out of it, within the bounds of a queue."""

from __future__ import annotations

import orjson
import pytest

from portal.usage import UsageEvent
from portal.usage.decoding import UnreadableMessage, read_message
from portal.usage.messages import MAX_BYTES, MAX_EVENTS, encode, pack
from tests.support.usage_events import admitted, settled


def test_events_travel_unchanged() -> None:
    events: list[UsageEvent] = [admitted(), settled(), settled("req_0002", ending="cancelled")]
    [message] = pack(encode(event) for event in events)
    contents = read_message(message.body)
    assert contents.events == events
    assert contents.faults == []


def test_nothing_makes_no_message() -> None:
    assert list(pack([])) == []


def test_messages_hold_at_most_so_many_events_in_order() -> None:
    ids = [f"req_{number:05}" for number in range(2 * MAX_EVENTS + 1)]
    messages = list(pack(f'"{request_id}"'.encode() for request_id in ids))
    assert [len(message.events) for message in messages] == [MAX_EVENTS, MAX_EVENTS, 1]
    assert [request_id for message in messages for request_id in orjson.loads(message.body)["events"]] == ids


def test_messages_stay_below_the_byte_bound() -> None:
    events = [b"x" * 10_000] * 100
    messages = list(pack(events))
    assert sum(len(message.events) for message in messages) == len(events)
    assert all(MAX_BYTES - 10_001 < len(message.body) <= MAX_BYTES for message in messages[:-1])


@pytest.mark.parametrize("body", [b"", b"hello", b"[]", b"{}", b'{"events": 3}', b'{"events": null}'])
def test_a_body_that_is_no_message_is_named_so(body: bytes) -> None:
    with pytest.raises(UnreadableMessage):
        read_message(body)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "refunded"}, "refunded"),
        ({"prompt_tokens": -1}, "prompt_tokens"),
        ({"latency_ms": "slow"}, "latency_ms"),
        ({"ending": "abandoned"}, "ending"),
        ({"admitted_at": "2026-11-21T12:00:00"}, "timezone"),
        ({"request_id": "req_" + "0" * 61}, "at most 64"),
    ],
)
def test_one_bad_event_is_told_and_costs_only_itself(change: dict[str, object], named: str) -> None:
    bad = orjson.loads(encode(settled("req_bad01"))) | change
    body = orjson.dumps({"events": [orjson.loads(encode(admitted())), bad, 7]})
    contents = read_message(body)
    assert contents.events == [admitted()]
    assert len(contents.faults) == 2
    assert named in contents.faults[0].reason
    assert contents.faults[1].reason.startswith("an event without id")


def test_fields_of_a_newer_gateway_are_ignored() -> None:
    newer = orjson.loads(encode(settled())) | {"cached_tokens": 3}
    assert read_message(orjson.dumps({"events": [newer]})).events == [settled()]
