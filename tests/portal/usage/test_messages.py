"""Messages carry events unchanged, within the limits of a queue."""

from __future__ import annotations

import orjson
import pytest

from portal.usage import UsageEvent
from portal.usage.decoding import UnreadableMessage, read_message
from portal.usage.messages import MAX_BYTES, MAX_EVENTS, encode, pack
from tests.support.usage.events import admitted, settled


def test_events_are_decoded_as_they_were_encoded() -> None:
    events: list[UsageEvent] = [admitted(), settled(), settled("req_0002", outcome="client_disconnected")]
    [message] = pack(encode(event) for event in events)
    contents = read_message(message.body)
    assert contents.events == events
    assert contents.invalid_entries == []


def test_no_events_make_no_message() -> None:
    assert list(pack([])) == []


def test_message_holds_at_most_max_events_in_order() -> None:
    ids = [f"req_{number:05}" for number in range(2 * MAX_EVENTS + 1)]
    messages = list(pack(f'"{request_id}"'.encode() for request_id in ids))
    assert [len(message.events) for message in messages] == [MAX_EVENTS, MAX_EVENTS, 1]
    assert [request_id for message in messages for request_id in orjson.loads(message.body)["events"]] == ids


def test_message_holds_at_most_max_bytes() -> None:
    events = [b"x" * 10_000] * 100
    messages = list(pack(events))
    assert sum(len(message.events) for message in messages) == len(events)
    assert all(MAX_BYTES - 10_001 < len(message.body) <= MAX_BYTES for message in messages[:-1])


@pytest.mark.parametrize("body", [b"", b"hello", b"[]", b"{}", b'{"events": 3}', b'{"events": null}'])
def test_body_that_is_not_a_message_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableMessage):
        read_message(body)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "refunded"}, "refunded"),
        ({"prompt_tokens": -1}, "prompt_tokens"),
        ({"latency_ms": "slow"}, "latency_ms"),
        ({"outcome": "abandoned"}, "outcome"),
        ({"admitted_at": "2026-11-21T12:00:00"}, "timezone"),
        ({"request_id": "req_" + "0" * 61}, "at most 64"),
    ],
)
def test_invalid_entry_is_reported_and_does_not_affect_others(change: dict[str, object], reason: str) -> None:
    bad = orjson.loads(encode(settled("req_bad01"))) | change
    body = orjson.dumps({"events": [orjson.loads(encode(admitted())), bad, 7]})
    contents = read_message(body)
    assert contents.events == [admitted()]
    assert len(contents.invalid_entries) == 2
    assert reason in contents.invalid_entries[0].reason
    assert contents.invalid_entries[1].reason.startswith("an event without id")


def test_unknown_fields_of_a_newer_gateway_are_ignored() -> None:
    newer = orjson.loads(encode(settled())) | {"cached_tokens": 3}
    assert read_message(orjson.dumps({"events": [newer]})).events == [settled()]
