"""The local queue loses no message when its server is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

from local.queue.client import local_client
from local.queue.journal import JournalingApp, QueueJournal
from local.queue.names import dead_letter_queue, queue_url
from tests.support.product.process_state import wait_until

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@contextmanager
def queue_server(journal: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the server as `make dev` does; it is killed at the end of the block, if it still runs."""
    command = [sys.executable, "-m", "local.queue.server", "--port", str(port), "--journal", str(journal)]
    process = subprocess.Popen(command)
    try:
        assert wait_until(lambda: queue_exists(port), 60)
        yield process
    finally:
        process.kill()
        process.wait()


def queue_exists(port: int) -> bool:
    try:
        with closing(local_client(f"http://127.0.0.1:{port}")) as client:
            client.get_queue_attributes(QueueUrl=queue_url(port), AttributeNames=["QueueArn"])
    except (BotoCoreError, ClientError):
        return False
    return True


def stored(path: Path) -> dict[str, str]:
    """Return what a server that starts now would queue again."""
    with closing(QueueJournal(path)) as journal:
        return journal.pending()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[QueueJournal]:
    with closing(QueueJournal(tmp_path / "queue.jsonl")) as journal:
        yield journal


def receive_all(client: SQSClient, url: str) -> list[dict[str, str]]:
    messages: list[dict[str, str]] = []
    while batch := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        messages += [{"body": m["Body"], "handle": m["ReceiptHandle"]} for m in batch]
    return messages


@pytest.mark.parametrize("stop_signal", [signal.SIGKILL, signal.SIGTERM])
def test_messages_that_were_not_deleted_survive_the_end_of_the_server(
    tmp_path: Path, unused_tcp_port_factory: Callable[[], int], stop_signal: int
) -> None:
    journal, port = tmp_path / "queue.jsonl", unused_tcp_port_factory()
    url = queue_url(port)
    with queue_server(journal, port) as process, closing(local_client(f"http://127.0.0.1:{port}")) as client:
        client.send_message_batch(
            QueueUrl=url, Entries=[{"Id": str(number), "MessageBody": f"ü {number}"} for number in range(9)]
        )
        client.send_message(QueueUrl=url, MessageBody="ü 9")
        received = {message["body"]: message["handle"] for message in receive_all(client, url)}
        client.delete_message(QueueUrl=url, ReceiptHandle=received["ü 0"])
        client.delete_message_batch(QueueUrl=url, Entries=[{"Id": "a", "ReceiptHandle": received["ü 1"]}])
        os.kill(process.pid, stop_signal)
        process.wait()
    assert journal.stat().st_mode & 0o077 == 0
    for _ in range(2):  # a second kill, right after the start, loses nothing either
        with queue_server(journal, port), closing(local_client(f"http://127.0.0.1:{port}")) as client:
            bodies = sorted(message["body"] for message in receive_all(client, url))
            assert bodies == [f"ü {number}" for number in range(2, 10)]


def test_dead_letters_are_queued_again_after_a_restart(tmp_path: Path, unused_tcp_port: int) -> None:
    journal, port = tmp_path / "queue.jsonl", unused_tcp_port
    url = queue_url(port)
    with queue_server(journal, port), closing(local_client(f"http://127.0.0.1:{port}")) as client:
        client.send_message(QueueUrl=dead_letter_queue(url), MessageBody="poison")
        assert [m["body"] for m in receive_all(client, dead_letter_queue(url))] == ["poison"]
    with queue_server(journal, port), closing(local_client(f"http://127.0.0.1:{port}")) as client:
        assert [m["body"] for m in receive_all(client, url)] == ["poison"]


def test_line_that_was_cut_by_a_kill_is_skipped(tmp_path: Path, journal: QueueJournal) -> None:
    path = tmp_path / "queue.jsonl"
    journal.record_sent("a", "one")
    with path.open("ab") as file:
        file.write(b'{"sent": "b", "bo')
    assert stored(path) == {"a": "one"}


def test_deletion_before_the_sent_line_leaves_nothing(tmp_path: Path, journal: QueueJournal) -> None:
    journal.record_deleted("a")
    journal.record_sent("a", "one")
    assert journal.pending() == {}
    assert stored(tmp_path / "queue.jsonl") == {}


def test_file_is_emptied_when_no_message_is_left(tmp_path: Path, journal: QueueJournal) -> None:
    path = tmp_path / "queue.jsonl"
    for number in range(60):
        journal.record_sent(str(number), "x" * 20_000)
        journal.record_deleted(str(number))
    assert path.stat().st_size < 1_100_000
    journal.record_sent("last", "y")
    assert stored(path) == {"last": "y"}


def test_message_whose_send_failed_is_not_recorded(journal: QueueJournal) -> None:
    def broken(environ: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("500 Internal Server Error", [])
        return [b"not JSON"]

    statuses: list[str] = []
    environ = {"HTTP_X_AMZ_TARGET": "AmazonSQS.SendMessage", "CONTENT_LENGTH": "0", "wsgi.input": _Empty()}
    answer = JournalingApp(broken, journal)(environ, lambda status, headers: statuses.append(status))  # type: ignore[arg-type]
    assert (statuses, list(answer)) == (["500 Internal Server Error"], [b"not JSON"])
    assert journal.pending() == {}


class _Empty:
    def read(self, size: int) -> bytes:
        return b""


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["send", "delete", "reopen"]), st.integers(0, 5), st.text(max_size=20)),
        max_size=30,
    )
)
def test_reopened_journal_holds_what_was_sent_and_not_deleted(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    path = tmp_path_factory.mktemp("journal") / "queue.jsonl"
    journal, expected, sent = QueueJournal(path), dict[str, str](), 0
    for action, number, body in steps:
        if action == "send":
            sent += 1
            journal.record_sent(str(sent), body)
            expected[str(sent)] = body
        elif action == "delete" and expected:
            message_id = list(expected)[number % len(expected)]
            journal.record_deleted(message_id)
            del expected[message_id]
        else:
            journal.close()
            journal = QueueJournal(path)
        assert journal.pending() == expected
    journal.close()
    assert stored(path) == expected
