"""The usage commands: replay a log, redrive dead letters, reconcile."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from functions.usage_rollup.ledger.comparison import Difference
from local.cli.usage.reconciliation import print_reconciliation
from local.cli.usage.redrive import redrive
from local.cli.usage.replay import replay
from local.queue.client import local_client
from local.queue.names import dead_letter_queue
from local.queue.server import create_queues
from portal.jobs import JobAlreadyRuns
from portal.usage import UsageEvent
from portal.usage.decoding import read_message
from portal.usage.messages import encode
from portal.usage.unsent import UnsentLog
from tests.support.servers.aws import aws_server
from tests.support.usage.events import admitted, settled
from tests.support.usage.memory_leases import MemoryJobLeases
from tests.support.usage.memory_ledger import MemoryLedger, credit_comparison

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@pytest.fixture
def client() -> Iterator[SQSClient]:
    with aws_server() as url, closing(local_client(url)) as client:
        yield client


def bodies(client: SQSClient, url: str) -> list[str]:
    return [
        message["Body"]
        for message in client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    ]


def test_unsent_events_of_a_log_are_queued_unchanged(client: SQSClient) -> None:
    queue = create_queues(client)
    log = io.StringIO("something else\n")
    log.seek(0, io.SEEK_END)
    unsent = UnsentLog(log)
    events: list[UsageEvent] = [admitted(), settled(), admitted("req_0002")]
    for event in events:
        unsent.write(encode(event), "the queue did not answer in time")
    assert replay(log.getvalue().splitlines(), client, queue) == 3
    (body,) = bodies(client, queue)
    assert read_message(body).events == events


def test_truncated_line_queues_nothing(client: SQSClient) -> None:
    queue = create_queues(client)
    log = io.StringIO()
    for number in range(2):
        UnsentLog(log).write(encode(admitted(f"req_000{number}")), "no")
    whole, cut = log.getvalue().splitlines()
    with pytest.raises(ValueError, match="line 2"):
        replay([whole, cut[:-20]], client, queue)
    assert bodies(client, queue) == []


def test_redrive_moves_all_dead_letters_once(client: SQSClient) -> None:
    queue = create_queues(client)
    dead_letters = dead_letter_queue(queue)
    for number in range(23):
        client.send_message(QueueUrl=dead_letters, MessageBody=f"message {number}")
    assert redrive(client, dead_letters, queue) == 23
    assert redrive(client, dead_letters, queue) == 0
    found = [body for _ in range(3) for body in bodies(client, queue)]
    assert sorted(found) == sorted(f"message {number}" for number in range(23))


async def test_differences_are_printed_and_counted() -> None:
    ledger = MemoryLedger()
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    ledger.differing_hours[hour] = [Difference(difference="hour_differs", model="oss-20b")]
    wrong = Difference(difference="balance_differs", organization_id="a", expected=1, found=2)
    ledger.credit_pages = {None: credit_comparison(wrong)}
    out = io.StringIO()
    assert await print_reconciliation(ledger, MemoryJobLeases(), 1, out) == 2
    first, second, *sums = out.getvalue().splitlines()
    assert first == f'{hour:%Y-%m-%d %H:00} {{"difference":"hour_differs","model":"oss-20b"}}'
    assert second.strip() == '{"difference":"balance_differs","organization_id":"a","expected":1,"found":2}'
    assert next(line.split() for line in sums) == ["requests", "50"]


async def test_reconciliation_by_hand_does_not_run_beside_the_nightly_one() -> None:
    leases = MemoryJobLeases()
    await leases.acquire("reconcile", uuid.uuid4(), 60.0)
    with pytest.raises(JobAlreadyRuns):
        await print_reconciliation(MemoryLedger(), leases, 1, io.StringIO())
