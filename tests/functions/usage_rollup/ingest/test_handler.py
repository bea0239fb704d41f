"""The ingest handler, called as Lambda calls it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from functions.usage_rollup.ingest.dead_letters import DeadLetters
from functions.usage_rollup.ingest.handler import Handler, ingest_handler
from functions.usage_rollup.ingest.ingestion import DIVISIONS, EVENTS_PER_CALL, Ingestion
from portal.usage import UsageEvent
from portal.usage.decoding import read_message
from portal.usage.memory import MemoryQueue
from portal.usage.messages import Message, encode
from tests.support.memory_ledger import POISON, UNKNOWN_KEY, MemoryLedger
from tests.support.usage_events import admitted, settled


def body(*events: UsageEvent) -> str:
    return Message(tuple(encode(event) for event in events)).body.decode()


def sqs_event(*bodies: str) -> dict[str, Any]:
    return {
        "Records": [
            {
                "messageId": f"message-{number}",
                "receiptHandle": f"handle-{number}",
                "body": text,
                "attributes": {"ApproximateReceiveCount": "1"},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:usage",
                "awsRegion": "us-east-1",
            }
            for number, text in enumerate(bodies)
        ]
    }


def failed(answer: dict[str, Any]) -> list[str]:
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def dead() -> MemoryQueue:
    return MemoryQueue({})


@pytest.fixture
def handler(ledger: MemoryLedger, dead: MemoryQueue, runner: asyncio.Runner) -> Handler:
    return ingest_handler(Ingestion(ledger, DeadLetters(dead)), runner)


def dead_ids(dead: MemoryQueue) -> list[str]:
    return [event["request_id"] for message in dead.messages for event in orjson.loads(message)["events"]]


def test_a_batch_is_recorded_in_one_call(handler: Handler, ledger: MemoryLedger) -> None:
    event = sqs_event(body(admitted(), settled()), body(admitted("req_0002")))
    assert handler(event, None) == {"batchItemFailures": []}
    assert set(ledger.events) == {
        ("req_0001", "admitted"),
        ("req_0001", "settled"),
        ("req_0002", "admitted"),
    }
    assert ledger.calls == 1


def test_a_batch_delivered_twice_is_recorded_once(handler: Handler, ledger: MemoryLedger) -> None:
    event = sqs_event(body(admitted(), settled()))
    assert [handler(event, None) for _ in range(2)] == [{"batchItemFailures": []}] * 2
    assert len(ledger.events) == 2


def test_large_batches_are_several_calls(handler: Handler, ledger: MemoryLedger) -> None:
    messages = [
        body(*(admitted(f"req_{message}_{number:04}") for number in range(400))) for message in range(6)
    ]
    assert failed(handler(sqs_event(*messages), None)) == []
    assert len(ledger.events) == 2400
    assert ledger.calls == -(-2400 // (EVENTS_PER_CALL // 400 * 400))


@pytest.mark.parametrize("bad", ["", "hello", "{}", '{"events": "none"}'])
def test_an_unreadable_message_fails_alone(handler: Handler, ledger: MemoryLedger, bad: str) -> None:
    answer = handler(sqs_event(body(admitted()), bad, body(settled())), None)
    assert failed(answer) == ["message-1"]
    assert len(ledger.events) == 2


def test_a_bad_event_goes_on_alone_and_as_it_came(
    handler: Handler, ledger: MemoryLedger, dead: MemoryQueue
) -> None:
    bad = orjson.loads(encode(admitted("req_0002"))) | {"prompt_tokens": -1}
    half = Message((encode(admitted()), orjson.dumps(bad), encode(settled()))).body.decode()
    assert failed(handler(sqs_event(half, body(admitted("req_0003"))), None)) == []
    assert {request_id for request_id, _ in ledger.events} == {"req_0001", "req_0003"}
    assert [orjson.loads(message) for message in dead.messages] == [{"events": [bad]}]


def test_a_number_beyond_any_column_goes_on_alone(
    handler: Handler, ledger: MemoryLedger, dead: MemoryQueue
) -> None:
    absurd = encode(admitted("req_0002")).replace(b'"prompt_tokens":12', b'"prompt_tokens":1' + b"0" * 40)
    message = Message((absurd, encode(admitted()))).body.decode()
    assert failed(handler(sqs_event(message), None)) == []
    assert set(ledger.events) == {("req_0001", "admitted")}
    assert b"1" + b"0" * 40 in dead.messages[0]


def test_an_event_the_database_refuses_goes_on_alone_out_of_a_whole_batch(
    handler: Handler, ledger: MemoryLedger, dead: MemoryQueue
) -> None:
    events: list[UsageEvent] = [admitted(f"req_{number:04}") for number in range(900)]
    for number in (7, 444, 445):
        events[number] = replace(events[number], model=POISON)
    batch = sqs_event(*(body(*events[start : start + 300]) for start in (0, 300, 600)))
    assert failed(handler(batch, None)) == []
    assert sorted(dead_ids(dead)) == ["req_0007", "req_0444", "req_0445"]
    assert len(ledger.events) == 897
    assert ledger.calls < 60


def test_too_many_bad_events_take_a_bounded_number_of_calls_and_none_is_lost(
    handler: Handler, ledger: MemoryLedger, dead: MemoryQueue
) -> None:
    ids = [f"req_{number:04}" for number in range(1000)]
    events = [replace(admitted(name), model=POISON if number % 2 else "oss-20b")
              for number, name in enumerate(ids)]  # fmt: skip
    assert failed(handler(sqs_event(body(*events[:500]), body(*events[500:])), None)) == []
    assert ledger.calls <= 2 * DIVISIONS + 1
    assert {request_id for request_id, _ in ledger.events} | set(dead_ids(dead)) == set(ids)


def test_dead_events_can_be_sent_to_the_usage_queue_as_they_are(
    handler: Handler, ledger: MemoryLedger, dead: MemoryQueue
) -> None:
    event = replace(admitted("req_0002"), model=POISON)
    handler(sqs_event(body(event)), None)
    assert read_message(dead.messages[0]).events == [event]


def test_nothing_is_taken_off_the_queue_while_the_dead_letters_refuse(
    handler: Handler, ledger: MemoryLedger, dead: MemoryQueue
) -> None:
    event = sqs_event(body(admitted(), replace(admitted("req_0002"), model=POISON)))
    dead.refusing = True
    assert failed(handler(event, None)) == ["message-0"]
    dead.refusing = False
    assert failed(handler(event, None)) == []
    assert set(ledger.events) == {("req_0001", "admitted")}
    assert dead_ids(dead) == ["req_0002"]


def test_an_event_of_an_unknown_key_is_kept_and_told(
    handler: Handler, ledger: MemoryLedger, dead: MemoryQueue, caplog: pytest.LogCaptureFixture
) -> None:
    answer = handler(sqs_event(body(admitted("req_0002", key_id=UNKNOWN_KEY), admitted())), None)
    assert failed(answer) == []
    assert set(ledger.events) == {("req_0001", "admitted")}
    assert dead_ids(dead) == ["req_0002"]
    assert "req_0002: unknown_key" in caplog.text


def test_an_outage_returns_the_batch_for_redelivery(handler: Handler, ledger: MemoryLedger) -> None:
    event = sqs_event(body(admitted()), body(settled()))
    ledger.down = True
    assert failed(handler(event, None)) == ["message-0", "message-1"]
    ledger.down = False
    assert failed(handler(event, None)) == []
    assert len(ledger.events) == 2
