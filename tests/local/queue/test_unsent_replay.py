"""Usage events that the API logged because it could not send them are queued when the queue answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from local.queue.client import local_client
from local.queue.server import create_queues
from local.queue.unsent_replay import UnsentReplay
from portal.usage import QueueUnavailable
from portal.usage.messages import encode
from portal.usage.unsent import UnsentLog
from tests.support.usage.events import admitted

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@pytest.fixture
def queue(client: SQSClient) -> Iterator[str]:
    url = create_queues(client)
    yield url
    client.delete_queue(QueueUrl=url)


class ApiLog:
    """The log of the API, in which ``request_ids`` were logged as unsent."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "api.log"

    def write_unsent(self, *request_ids: str) -> None:
        with self.path.open("a") as stream:
            for request_id in request_ids:
                UnsentLog(stream).write(encode(admitted(request_id)), "the queue is down")

    def write(self, text: str) -> None:
        with self.path.open("a") as stream:
            stream.write(text)


@pytest.fixture
def api_log(tmp_path: Path) -> ApiLog:
    return ApiLog(tmp_path)


@pytest.fixture
def unsent(client: SQSClient, queue: str, api_log: ApiLog, tmp_path: Path) -> UnsentReplay:
    return UnsentReplay(client, queue, api_log.path, tmp_path / "positions.json")


def queued(client: SQSClient, url: str) -> list[str]:
    messages = client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [event["request_id"] for message in messages for event in json.loads(message["Body"])["events"]]


def test_each_unsent_event_is_queued_once(
    client: SQSClient, queue: str, api_log: ApiLog, unsent: UnsentReplay, tmp_path: Path
) -> None:
    assert unsent.run_once() == 0
    api_log.write_unsent("req_1", "req_2")
    api_log.write("another line\n")
    assert unsent.run_once() == 2
    api_log.write_unsent("req_3")
    assert UnsentReplay(client, queue, api_log.path, tmp_path / "positions.json").run_once() == 1
    assert unsent.run_once() == 0
    assert sorted(queued(client, queue)) == ["req_1", "req_2", "req_3"]


def test_line_that_is_still_being_written_is_read_later(api_log: ApiLog, unsent: UnsentReplay) -> None:
    api_log.write_unsent("req_1")
    whole = api_log.path.read_text()
    api_log.path.write_text(whole[:40])
    assert unsent.run_once() == 0
    api_log.write(whole[40:])
    assert unsent.run_once() == 1


def test_rotated_log_is_read_to_its_end(
    client: SQSClient, queue: str, api_log: ApiLog, unsent: UnsentReplay
) -> None:
    api_log.write_unsent("req_1")
    assert unsent.run_once() == 1
    api_log.write_unsent("req_2")
    api_log.path.replace(api_log.path.with_suffix(".previous.log"))
    api_log.write_unsent("req_3")
    assert unsent.run_once() == 2
    assert sorted(queued(client, queue)) == ["req_1", "req_2", "req_3"]


def test_damaged_line_does_not_hide_the_others(api_log: ApiLog, unsent: UnsentReplay) -> None:
    api_log.write('{"message": "usage.unsent", "event": {"request\n')
    api_log.write_unsent("req_1")
    assert unsent.run_once() == 1


def test_events_are_kept_while_the_queue_is_down(
    client: SQSClient, queue: str, api_log: ApiLog, unsent: UnsentReplay, tmp_path: Path
) -> None:
    api_log.write_unsent("req_1")
    down = UnsentReplay(local_client("http://127.0.0.1:9"), queue, api_log.path, tmp_path / "positions.json")
    with pytest.raises(QueueUnavailable):
        down.run_once()
    assert unsent.run_once() == 1
