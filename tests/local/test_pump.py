"""The pump does with a queue and a handler what AWS does: redelivery, dead letters, partial failures."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from local.queue import backlog as usage_backlog
from local.queue.client import local_client
from local.queue.names import dead_letters_of
from local.queue.poller import Pump
from local.queue.server import create_queues
from tests.support.aws import aws_server

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@pytest.fixture(scope="module")
def client() -> Iterator[SQSClient]:
    with aws_server() as url, closing(local_client(url)) as client:
        yield client


@pytest.fixture
def queue(client: SQSClient) -> Iterator[str]:
    url = create_queues(client, visibility_seconds=1, receives=2)
    yield url
    client.delete_queue(QueueUrl=url)
    client.delete_queue(QueueUrl=dead_letters_of(url))


class Receiver:
    """A handler that keeps what it was given and fails what it is told to."""

    def __init__(self, fails: Callable[[str], bool] = lambda body: False) -> None:
        self.fails = fails
        self.events: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        self.events.append(event)
        failed = [record["messageId"] for record in event["Records"] if self.fails(record["body"])]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    @property
    def bodies(self) -> list[str]:
        return [record["body"] for event in self.events for record in event["Records"]]


def turns(pump: Pump, count: int) -> None:
    """Turn so often, each time until something is there (again)."""
    for _ in range(count):
        pump.turn(wait_seconds=5)


def left(client: SQSClient, url: str) -> list[str]:
    answer = client.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [message["Body"] for message in answer.get("Messages", [])]


def pump_until_dead(client: SQSClient, pump: Pump, url: str) -> list[str]:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        pump.turn(wait_seconds=0)
        if dead := left(client, dead_letters_of(url)):
            return dead
        time.sleep(0.1)
    return []


def test_messages_come_as_lambda_brings_them_and_are_gone_after(client: SQSClient, queue: str) -> None:
    receiver = Receiver()
    client.send_message(QueueUrl=queue, MessageBody="one")
    pump = Pump(client, queue, receiver)
    assert pump.turn(wait_seconds=0) == 1
    [record] = receiver.events[0]["Records"]
    assert record["body"] == "one"
    assert record["eventSource"] == "aws:sqs"
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert {"messageId", "receiptHandle", "md5OfBody", "messageAttributes", "awsRegion"} <= record.keys()
    time.sleep(1.1)
    assert left(client, queue) == []


def test_only_what_failed_comes_again(client: SQSClient, queue: str) -> None:
    receiver = Receiver(fails=lambda body: body == "bad" and len(receiver.events) == 1)
    for body in ("good", "bad", "fine"):
        client.send_message(QueueUrl=queue, MessageBody=body)
    turns(Pump(client, queue, receiver), 2)
    assert sorted(receiver.bodies) == ["bad", "bad", "fine", "good"]
    assert left(client, queue) == []


def test_what_always_fails_is_put_with_the_dead_letters(client: SQSClient, queue: str) -> None:
    receiver = Receiver(fails=lambda body: body == "poison")
    client.send_message(QueueUrl=queue, MessageBody="poison")
    client.send_message(QueueUrl=queue, MessageBody="good")
    pump = Pump(client, queue, receiver)
    turns(pump, 2)
    dead = pump_until_dead(client, pump, queue)
    assert sorted(receiver.bodies) == ["good", "poison", "poison"]
    assert dead == ["poison"]


@pytest.mark.parametrize("answer", ["raise", {"batchItemFailures": [{"itemIdentifier": "somebody else"}]}])
def test_a_handler_that_breaks_gets_the_whole_batch_again(client: SQSClient, queue: str, answer: Any) -> None:
    calls = []

    def handler(event: dict[str, Any], context: object) -> Any:
        calls.append([record["body"] for record in event["Records"]])
        if len(calls) > 1:
            return None
        if answer == "raise":
            raise LookupError("a defect")
        return answer

    client.send_message(QueueUrl=queue, MessageBody="one")
    client.send_message(QueueUrl=queue, MessageBody="two")
    turns(Pump(client, queue, handler), 2)
    assert [sorted(call) for call in calls] == [["one", "two"], ["one", "two"]]
    assert left(client, queue) == []


def test_it_runs_until_told_and_outlives_a_queue_that_is_away(client: SQSClient, queue: str) -> None:
    receiver = Receiver()
    gone = Pump(local_client("http://127.0.0.1:9"), queue, receiver)
    for pump in (gone, Pump(client, queue, receiver)):
        stop = threading.Event()
        thread = threading.Thread(target=pump.run, args=(stop,))
        thread.start()
        client.send_message(QueueUrl=queue, MessageBody="one")
        time.sleep(0.5)
        stop.set()
        thread.join(5)
        assert not thread.is_alive()
    assert receiver.bodies == ["one", "one"]


def test_what_is_left_at_the_end_is_there_at_the_next_start(
    client: SQSClient, queue: str, tmp_path: Path
) -> None:
    backlog = tmp_path / "backlog.jsonl"
    pump = Pump(client, queue, Receiver(fails=lambda body: True))
    for number in range(12):
        client.send_message(QueueUrl=queue, MessageBody=json.dumps({"ü": number}))
    pump.turn(wait_seconds=0)
    pump.give_back()
    assert usage_backlog.save(client, queue, backlog) == 12
    assert left(client, queue) == []
    assert backlog.stat().st_mode & 0o077 == 0

    assert usage_backlog.load(client, queue, backlog) == 12
    assert not backlog.exists()
    receiver = Receiver()
    Pump(client, queue, receiver).drain(5)
    assert sorted(json.loads(body)["ü"] for body in receiver.bodies) == list(range(12))
    assert usage_backlog.load(client, queue, backlog) == 0
