"""The ingest handler, called as Lambda calls it, over a ledger and queues in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from functions.usage_rollup.ingest.dead_letters import DeadLetters
from functions.usage_rollup.ingest.handler import Handler, ingest_handler
from functions.usage_rollup.ingest.ingestion import EVENTS_PER_CALL, Ingestion
from functions.usage_rollup.ingest.isolation import MAX_SPLITS
from functions.usage_rollup.ingest.progress import IngestProgress
from functions.usage_rollup.ledger import RecordResult
from portal.usage import UsageEvent
from portal.usage.decoding import read_message
from portal.usage.memory import MemoryQueue
from portal.usage.messages import UsageMessage, encode
from tests.support.usage.events import admitted, settled
from tests.support.usage.memory_ledger import REFUSED_MODEL, UNKNOWN_KEY, UNLUCKY_MODEL, MemoryLedger

SENT_AT = 1_764_000_000
"""When every message was sent, in seconds since 1970."""


def body(*events: UsageEvent) -> str:
    return UsageMessage(tuple(encode(event) for event in events)).body.decode()


def sqs_event(*bodies: str) -> dict[str, Any]:
    return {
        "Records": [
            {
                "messageId": f"message-{number}",
                "receiptHandle": f"handle-{number}",
                "body": text,
                "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": str(SENT_AT * 1000)},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:usage",
                "awsRegion": "us-east-1",
            }
            for number, text in enumerate(bodies)
        ]
    }


def failed(result: dict[str, Any]) -> list[str]:
    return [failure["itemIdentifier"] for failure in result["batchItemFailures"]]


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()


@pytest.fixture
def dead_letters() -> MemoryQueue:
    return MemoryQueue({})


@pytest.fixture
def handler(ledger: MemoryLedger, dead_letters: MemoryQueue, runner: asyncio.Runner) -> Handler:
    progress = IngestProgress(ledger, clock=lambda: SENT_AT + 3.0)
    return ingest_handler(Ingestion(ledger, DeadLetters(dead_letters), progress), runner)


def dead_letter_ids(dead_letters: MemoryQueue) -> list[str]:
    return [
        event["request_id"] for message in dead_letters.messages for event in orjson.loads(message)["events"]
    ]


def test_batch_is_recorded_in_one_call(handler: Handler, ledger: MemoryLedger) -> None:
    event = sqs_event(body(admitted(), settled()), body(admitted("req_0002")))
    assert handler(event, None) == {"batchItemFailures": []}
    assert set(ledger.events) == {
        ("req_0001", "admitted"),
        ("req_0001", "settled"),
        ("req_0002", "admitted"),
    }
    assert ledger.calls == 1


def test_age_of_a_batch_that_the_database_does_not_record_is_noted(
    runner: asyncio.Runner, ledger: MemoryLedger, dead_letters: MemoryQueue
) -> None:
    """Each delivery may meet another environment: what one noted for later would be lost with it."""
    for _ in range(2):
        progress = IngestProgress(ledger, clock=lambda: SENT_AT + 3.0)
        new = ingest_handler(Ingestion(ledger, DeadLetters(dead_letters), progress), runner)
        with pytest.raises(BatchProcessingError):
            new(sqs_event(body(admitted(model=UNLUCKY_MODEL))), None)
    assert ledger.batches == [(0, 3.0)] * 2


def test_batch_delivered_twice_is_recorded_once(handler: Handler, ledger: MemoryLedger) -> None:
    event = sqs_event(body(admitted(), settled()))
    assert [handler(event, None) for _ in range(2)] == [{"batchItemFailures": []}] * 2
    assert len(ledger.events) == 2


def test_large_batch_is_recorded_in_several_calls(handler: Handler, ledger: MemoryLedger) -> None:
    messages = [
        body(*(admitted(f"req_{message}_{number:04}") for number in range(400))) for message in range(6)
    ]
    assert failed(handler(sqs_event(*messages), None)) == []
    assert len(ledger.events) == 2400
    assert ledger.calls == -(-2400 // (EVENTS_PER_CALL // 400 * 400))


@pytest.mark.parametrize("bad", ["[]", "hello", "{}", '{"events": "none"}'])
def test_unreadable_message_becomes_dead_letter_alone_and_unchanged(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue, bad: str
) -> None:
    result = handler(sqs_event(body(admitted()), bad, body(settled())), None)
    assert failed(result) == []
    assert len(ledger.events) == 2
    assert dead_letters.messages == [bad.encode()]


def test_invalid_event_becomes_dead_letter_alone_and_unchanged(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue
) -> None:
    bad = orjson.loads(encode(admitted("req_0002"))) | {"prompt_tokens": -1}
    mixed = UsageMessage((encode(admitted()), orjson.dumps(bad), encode(settled()))).body.decode()
    assert failed(handler(sqs_event(mixed, body(admitted("req_0003"))), None)) == []
    assert {request_id for request_id, _ in ledger.events} == {"req_0001", "req_0003"}
    assert [orjson.loads(message) for message in dead_letters.messages] == [{"events": [bad]}]


def test_number_beyond_64_bits_becomes_dead_letter_alone(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue
) -> None:
    huge = encode(admitted("req_0002")).replace(b'"prompt_tokens":12', b'"prompt_tokens":1' + b"0" * 40)
    message = UsageMessage((huge, encode(admitted()))).body.decode()
    assert failed(handler(sqs_event(message), None)) == []
    assert set(ledger.events) == {("req_0001", "admitted")}
    assert b"1" + b"0" * 40 in dead_letters.messages[0]


def test_events_refused_by_database_become_dead_letters_alone(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue
) -> None:
    events: list[UsageEvent] = [admitted(f"req_{number:04}") for number in range(900)]
    for number in (7, 444, 445):
        events[number] = replace(events[number], model=REFUSED_MODEL)
    batch = sqs_event(*(body(*events[start : start + 300]) for start in (0, 300, 600)))
    assert failed(handler(batch, None)) == []
    assert sorted(dead_letter_ids(dead_letters)) == ["req_0007", "req_0444", "req_0445"]
    assert len(ledger.events) == 897
    assert ledger.calls < 60


def test_many_bad_events_need_bounded_calls_and_none_is_lost(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue
) -> None:
    ids = [f"req_{number:04}" for number in range(1000)]
    events = [replace(admitted(name), model=REFUSED_MODEL if number % 2 else "oss-20b")
              for number, name in enumerate(ids)]  # fmt: skip
    assert failed(handler(sqs_event(body(*events[:500]), body(*events[500:])), None)) == []
    assert ledger.calls <= 2 * MAX_SPLITS + 1
    assert {request_id for request_id, _ in ledger.events} | set(dead_letter_ids(dead_letters)) == set(ids)


def test_dead_letter_is_a_valid_usage_message(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue
) -> None:
    event = replace(admitted("req_0002"), model=REFUSED_MODEL)
    handler(sqs_event(body(event)), None)
    assert read_message(dead_letters.messages[0]).events == [event]


def test_message_is_delivered_again_while_dead_letter_queue_refuses(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue
) -> None:
    event = sqs_event(body(admitted(), replace(admitted("req_0002"), model=REFUSED_MODEL)))
    dead_letters.refusing = True
    with pytest.raises(BatchProcessingError):
        handler(event, None)
    dead_letters.refusing = False
    assert failed(handler(event, None)) == []
    assert set(ledger.events) == {("req_0001", "admitted")}
    assert dead_letter_ids(dead_letters) == ["req_0002"]


def test_event_of_unknown_key_becomes_dead_letter_and_is_logged(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue, caplog: pytest.LogCaptureFixture
) -> None:
    result = handler(sqs_event(body(admitted("req_0002", key_id=UNKNOWN_KEY), admitted())), None)
    assert failed(result) == []
    assert set(ledger.events) == {("req_0001", "admitted")}
    assert dead_letter_ids(dead_letters) == ["req_0002"]
    assert "req_0002: unknown_key" in caplog.text


def test_batch_is_delivered_again_after_outage(handler: Handler, ledger: MemoryLedger) -> None:
    event = sqs_event(body(admitted()), body(settled()))
    ledger.down = True
    with pytest.raises(BatchProcessingError):  # so that Lambda counts an error, and delivers the batch again
        handler(event, None)
    ledger.down = False
    assert failed(handler(event, None)) == []
    assert len(ledger.events) == 2


def test_messages_that_fail_are_counted(
    ledger: MemoryLedger,
    dead_letters: MemoryQueue,
    runner: asyncio.Runner,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Lambda counts an invocation that returns some of its messages to the queue as a success."""
    handler = ingest_handler(Ingestion(ledger, DeadLetters(dead_letters)), runner, "Portal/test")
    handler(sqs_event(body(admitted())), None)
    assert capsys.readouterr().out == ""
    unlucky = body(admitted("req_0002", model=UNLUCKY_MODEL))
    handler(sqs_event(body(admitted("req_0003")), unlucky), None)
    line = orjson.loads(capsys.readouterr().out)
    assert (line["service"], line["messages_failed"]) == ("usage-ingest", 1)
    ledger.down = True
    with pytest.raises(BatchProcessingError):
        handler(sqs_event(body(admitted("req_0004")), body(settled("req_0005"))), None)
    assert orjson.loads(capsys.readouterr().out)["messages_failed"] == 2


def test_database_that_is_away_is_asked_once_for_a_batch(handler: Handler, ledger: MemoryLedger) -> None:
    """Each question may take its time-out, and the invocation ends after a minute."""
    ledger.down = True
    messages = [body(*(admitted(f"req_{m}_{n:04}") for n in range(900))) for m in range(8)]
    with pytest.raises(BatchProcessingError):
        handler(sqs_event(*messages), None)
    assert ledger.calls == 1


def test_events_that_the_database_does_not_take_wait_without_the_others(
    handler: Handler, ledger: MemoryLedger, dead_letters: MemoryQueue
) -> None:
    """Its error says neither that it is away nor that the event is at fault: nothing is dead or held up."""
    messages = [body(admitted(f"req_{number:04}"), settled(f"req_{number:04}")) for number in range(50)]
    messages[17] = body(admitted("req_0017"), replace(settled("req_0017"), model=UNLUCKY_MODEL))
    assert failed(handler(sqs_event(*messages), None)) == ["message-17"]
    assert len(ledger.events) == 99
    assert dead_letters.messages == []


def test_defect_that_one_message_meets_does_not_hold_the_others(
    dead_letters: MemoryQueue, runner: asyncio.Runner
) -> None:
    class DefectiveLedger(MemoryLedger):
        async def record(self, events: Sequence[UsageEvent]) -> RecordResult:
            if any(event.request_id == "req_0003" for event in events):
                raise ZeroDivisionError
            return await super().record(events)

    ledger = DefectiveLedger()
    handler = ingest_handler(Ingestion(ledger, DeadLetters(dead_letters)), runner)
    messages = [body(admitted(f"req_{number:04}")) for number in range(6)]
    assert failed(handler(sqs_event(*messages), None)) == ["message-3"]
    assert len(ledger.events) == 5


def test_age_of_the_oldest_message_is_noted(handler: Handler, ledger: MemoryLedger) -> None:
    event = sqs_event(body(admitted()), body(settled()), "unreadable")
    event["Records"][1]["attributes"]["SentTimestamp"] = str((SENT_AT - 86_400) * 1000)
    handler(event, None)
    assert ledger.batches == [(3, 86_403.0)]


def test_age_of_a_message_that_failed_is_noted_with_the_next_success(
    handler: Handler, ledger: MemoryLedger
) -> None:
    """While the database is away it cannot be told; a success without it would claim that nothing is old."""
    old = sqs_event(body(admitted("req_0009")))
    old["Records"][0]["attributes"]["SentTimestamp"] = str((SENT_AT - 500) * 1000)
    ledger.down = True
    with pytest.raises(BatchProcessingError):
        handler(old, None)
    ledger.down = False
    handler(sqs_event(body(admitted())), None)
    handler(sqs_event(body(settled())), None)
    assert ledger.batches == [(1, 503.0), (1, 3.0)]
