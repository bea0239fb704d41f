"""The queue poller redelivers, moves to dead letters and handles partial failures as AWS does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from local.queue.client import local_client
from local.queue.names import dead_letter_queue
from local.queue.poller import QueuePoller
from local.queue.server import create_queues

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@pytest.fixture
def queue(client: SQSClient) -> Iterator[str]:
    url = create_queues(client, visibility_seconds=1, max_receives=2)
    yield url
    client.delete_queue(QueueUrl=url)
    client.delete_queue(QueueUrl=dead_letter_queue(url))


class RecordingHandler:
    """A handler that records its events and reports the bodies that ``fails`` as failed."""

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


def poll_times(poller: QueuePoller, count: int) -> None:
    """Poll ``count`` times, each time until a message is visible."""
    for _ in range(count):
        poller.poll(wait_seconds=5)


def visible_messages(client: SQSClient, url: str) -> list[str]:
    answer = client.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [message["Body"] for message in answer.get("Messages", [])]


def poll_until_dead_letter(client: SQSClient, poller: QueuePoller, url: str) -> list[str]:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        poller.poll(wait_seconds=0)
        if dead_letters := visible_messages(client, dead_letter_queue(url)):
            return dead_letters
        time.sleep(0.1)
    return []


def test_handler_gets_lambdas_event_and_message_is_deleted(client: SQSClient, queue: str) -> None:
    handler = RecordingHandler()
    client.send_message(QueueUrl=queue, MessageBody="one")
    poller = QueuePoller(client, queue, handler)
    assert poller.poll(wait_seconds=0) == 1
    [record] = handler.events[0]["Records"]
    assert record["body"] == "one"
    assert record["eventSource"] == "aws:sqs"
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert {"messageId", "receiptHandle", "md5OfBody", "messageAttributes", "awsRegion"} <= record.keys()
    time.sleep(1.1)
    assert visible_messages(client, queue) == []


def test_only_failed_messages_are_delivered_again(client: SQSClient, queue: str) -> None:
    handler = RecordingHandler(fails=lambda body: body == "bad" and len(handler.events) == 1)
    for body in ("good", "bad", "fine"):
        client.send_message(QueueUrl=queue, MessageBody=body)
    poll_times(QueuePoller(client, queue, handler), 2)
    assert sorted(handler.bodies) == ["bad", "bad", "fine", "good"]
    assert visible_messages(client, queue) == []


def test_message_that_always_fails_becomes_dead_letter(client: SQSClient, queue: str) -> None:
    handler = RecordingHandler(fails=lambda body: body == "poison")
    client.send_message(QueueUrl=queue, MessageBody="poison")
    client.send_message(QueueUrl=queue, MessageBody="good")
    poller = QueuePoller(client, queue, handler)
    poll_times(poller, 2)
    dead_letters = poll_until_dead_letter(client, poller, queue)
    assert sorted(handler.bodies) == ["good", "poison", "poison"]
    assert dead_letters == ["poison"]


@pytest.mark.parametrize("answer", ["raise", {"batchItemFailures": [{"itemIdentifier": "unknown"}]}])
def test_batch_of_broken_handler_is_delivered_again(client: SQSClient, queue: str, answer: Any) -> None:
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
    poll_times(QueuePoller(client, queue, handler), 2)
    assert [sorted(call) for call in calls] == [["one", "two"], ["one", "two"]]
    assert visible_messages(client, queue) == []


def test_poller_runs_until_stop_even_if_queue_is_unreachable(client: SQSClient, queue: str) -> None:
    handler = RecordingHandler()
    unreachable = QueuePoller(local_client("http://127.0.0.1:9"), queue, handler)
    for poller in (unreachable, QueuePoller(client, queue, handler)):
        stop = threading.Event()
        thread = threading.Thread(target=poller.run, args=(stop,))
        thread.start()
        client.send_message(QueueUrl=queue, MessageBody="one")
        time.sleep(0.5)
        stop.set()
        thread.join(5)
        assert not thread.is_alive()
    assert handler.bodies == ["one", "one"]
