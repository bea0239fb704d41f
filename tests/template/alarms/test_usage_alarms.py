"""Alarms on the way of usage events from the queue into the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from functions.usage_rollup.ingest.dead_letters import DeadLetters
from functions.usage_rollup.ingest.handler import ingest_handler
from functions.usage_rollup.ingest.ingestion import Ingestion
from portal.usage.memory import MemoryQueue
from portal.usage.messages import UsageMessage, encode
from tests.support.cloudwatch.alarms import NAMESPACE, Alarm
from tests.support.cloudwatch.metrics import History, Samples, metric, read_metrics
from tests.support.cloudwatch.tested_alarms import makes_fault_of
from tests.support.usage.events import admitted
from tests.support.usage.memory_ledger import UNKNOWN_KEY, UNLUCKY_MODEL, MemoryLedger
from tests.template.alarms.conftest import Alarms

AGE = metric("AWS/SQS", "ApproximateAgeOfOldestMessage", QueueName="UsageQueue.QueueName")
DEAD = metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", QueueName="UsageDeadLetters.QueueName")
ERRORS = metric("AWS/Lambda", "Errors", FunctionName="UsageIngestFunction")


class Queue:
    """The usage queue with its ingest. A message that the ingest returns is delivered again in a minute."""

    def __init__(self, runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]) -> None:
        self.ledger = MemoryLedger()
        self._dead_letters = MemoryQueue({})
        self._handler = ingest_handler(
            Ingestion(self.ledger, DeadLetters(self._dead_letters)), runner, NAMESPACE
        )
        self._capsys = capsys
        self._waiting: dict[str, tuple[int, str]] = {}
        self._minute = 0

    def minute(self, *bodies: str) -> Samples:
        """Deliver ``bodies`` and what waits. Return the samples of the log, of SQS and of Lambda."""
        self._waiting |= {f"{self._minute}-{i}": (self._minute, body) for i, body in enumerate(bodies)}
        self._capsys.readouterr()
        try:
            result = self._handler(self._event(), None)
        except Exception:  # noqa: BLE001 - whatever it is, Lambda counts it and returns all messages
            errors, failed = 1.0, set(self._waiting)
        else:
            errors, failed = 0.0, {each["itemIdentifier"] for each in result["batchItemFailures"]}
        self._waiting = {name: entry for name, entry in self._waiting.items() if name in failed}
        self._minute += 1
        age = max((self._minute - since for since, _ in self._waiting.values()), default=0) * 60.0
        return {
            **read_metrics(self._capsys.readouterr().out.splitlines()),
            AGE: [age],
            DEAD: [float(len(self._dead_letters.messages))],
            ERRORS: [errors],
        }

    def _event(self) -> dict[str, Any]:
        return {
            "Records": [
                {
                    "messageId": name,
                    "receiptHandle": name,
                    "body": body,
                    "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": str(60_000 * since)},
                    "messageAttributes": {},
                    "eventSource": "aws:sqs",
                    "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:usage",
                    "awsRegion": "us-east-1",
                }
                for name, (since, body) in self._waiting.items()
            ]
        }


@pytest.fixture
def queue(runner: asyncio.Runner, capsys: pytest.CaptureFixture[str]) -> Queue:
    return Queue(runner, capsys)


def body(request_id: str, **changes: str) -> str:
    return UsageMessage((encode(admitted(request_id, **changes)),)).body.decode()


def after(alarm: Alarm, minutes: int, samples_of: Callable[[int], Samples]) -> str:
    history = History()
    for minute in range(minutes):
        history.during([minute], samples_of(minute))
    return alarm.state(history, minutes)


@makes_fault_of("UsageNotRecorded", "UsageQueueAge")
@pytest.mark.parametrize("name", ["UsageNotRecorded", "UsageQueueAge"])
def test_database_that_is_down(alarms: Alarms, queue: Queue, name: str) -> None:
    """Messages return to the queue. If they are all of a batch, Lambda counts an error of the ingest, too."""
    assert after(alarms[name], 10, lambda minute: queue.minute(body(f"req_a{minute}"))) == "OK"
    queue.ledger.down = True
    history = History()
    for minute in range(12):
        history.during([minute], queue.minute(body(f"req_b{minute}")))
    assert alarms[name].state(history, 12) == "ALARM"
    assert alarms["UsageIngestErrors"].state(history, 12) == "ALARM"
    assert alarms["DeadLetters"].state(history, 12) == "OK", "an outage makes no dead letters"
    queue.ledger.down = False
    assert after(alarms[name], 10, lambda minute: queue.minute(body(f"req_c{minute}"))) == "OK"


def test_event_that_can_never_be_recorded_does_not_hold_up_the_queue(alarms: Alarms, queue: Queue) -> None:
    samples = queue.minute(body("req_1", key_id=UNKNOWN_KEY), body("req_2"))
    for name in ("UsageNotRecorded", "UsageQueueAge"):
        assert after(alarms[name], 10, lambda _: samples) == "OK"


@makes_fault_of("DeadLetters")
def test_dead_letters(alarms: Alarms, queue: Queue) -> None:
    assert after(alarms["DeadLetters"], 3, lambda minute: queue.minute(body(f"req_{minute}"))) == "OK"
    assert (
        after(alarms["DeadLetters"], 1, lambda _: queue.minute(body("req_x", key_id=UNKNOWN_KEY))) == "ALARM"
    )


@makes_fault_of("UsageIngestErrors")
def test_ingest_errors(alarms: Alarms, queue: Queue) -> None:
    """A run that raises: here over a ledger with a defect, as with a missing setting at the start."""
    assert after(alarms["UsageIngestErrors"], 5, lambda minute: queue.minute(body(f"req_{minute}"))) == "OK"

    async def defect(events: object) -> None:
        raise AttributeError("a defect")

    queue.ledger.record = defect  # type: ignore[method-assign,assignment]
    assert (
        after(alarms["UsageIngestErrors"], 5, lambda minute: queue.minute(body(f"req_d{minute}"))) == "ALARM"
    )


def test_message_that_fails_beside_others_is_noticed(alarms: Alarms, queue: Queue) -> None:
    """Lambda counts a run that records the others as a success."""
    history = History()
    history.during([0], queue.minute(body("req_u", model=UNLUCKY_MODEL), body("req_0")))
    for minute in range(1, 5):
        history.during([minute], queue.minute(body(f"req_{minute}")))
    assert alarms["UsageNotRecorded"].state(history, 5) == "ALARM"
    assert alarms["UsageIngestErrors"].state(history, 5) == "OK"


@makes_fault_of("UsageNotRecorded", "UsageIngestErrors")
@pytest.mark.parametrize("name", ["UsageNotRecorded", "UsageIngestErrors"])
def test_single_message_of_a_quiet_stage_that_fails(alarms: Alarms, queue: Queue, name: str) -> None:
    """SQS delivers it again every six minutes. One delivery that fails raises no alarm."""
    fails = queue.minute(body("req_u", model=UNLUCKY_MODEL))
    history = History()
    states = []
    for minute in range(40):
        history.during([minute], fails if minute % 6 == 0 and minute < 20 else {})
        states.append(alarms[name].state(history, minute + 1))
    assert states.index("ALARM") == 12
    assert states[39] == "OK"


def test_unreadable_message_is_dead_at_once(alarms: Alarms, queue: Queue) -> None:
    history = History()
    history.during([0], queue.minute(orjson.dumps(["no events"]).decode()))
    for minute in range(1, 5):
        history.during([minute], queue.minute())
    assert alarms["DeadLetters"].state(history, 5) == "ALARM"
    assert alarms["UsageNotRecorded"].state(history, 5) == "OK"
