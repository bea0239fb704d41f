"""Queue, poller and ingest while the database is away: everything waits, and drains by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pydantic import AnyHttpUrl

from functions.usage_rollup.ingest.dead_letters import DeadLetters
from functions.usage_rollup.ingest.handler import ingest_handler
from functions.usage_rollup.ingest.ingestion import Ingestion
from functions.usage_rollup.ingest.progress import IngestProgress
from functions.usage_rollup.wiring import open_queue
from local.queue.client import local_client
from local.queue.names import dead_letter_queue
from local.queue.poller import QueuePoller
from local.queue.server import create_queues
from portal.usage import QueueDepth
from portal.usage.messages import UsageMessage, encode
from tests.support.servers.aws import aws_server
from tests.support.usage.events import admitted, settled
from tests.support.usage.memory_ledger import MemoryLedger

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

DAY = 86_400.0
RECEIVES = 30
"""More than any count that would make a dead letter of a message within a day, at one receive an hour."""


@pytest.fixture
def aws() -> Iterator[tuple[str, SQSClient]]:
    with aws_server() as url, closing(local_client(url)) as client:
        yield url, client


def test_messages_of_a_days_outage_wait_and_drain_by_themselves(
    aws: tuple[str, SQSClient], runner: asyncio.Runner
) -> None:
    endpoint, client = aws
    # A visibility timeout of 0 stands for any: a failed message can be received again at once.
    queue_url = create_queues(client, visibility_seconds=0)
    queue, dead_queue = (
        open_queue(url, AnyHttpUrl(endpoint)) for url in (queue_url, dead_letter_queue(queue_url))
    )
    ledger = MemoryLedger()
    clock = [0.0]
    progress = IngestProgress(ledger, clock=lambda: clock[0])
    poller = QueuePoller(
        client, queue_url, ingest_handler(Ingestion(ledger, DeadLetters(dead_queue), progress), runner)
    )
    for number in range(6):
        request_id = f"req_{number:04}"
        message = UsageMessage((encode(admitted(request_id)), encode(settled(request_id))))
        client.send_message(QueueUrl=queue_url, MessageBody=message.body.decode())
    client.send_message(QueueUrl=queue_url, MessageBody="not a usage message")

    ledger.down = True
    for _ in range(RECEIVES):
        poller.poll(wait_seconds=0)
    depth = runner.run(queue.depth())
    assert depth.waiting + depth.in_flight == 6
    assert runner.run(dead_queue.depth()) == QueueDepth(1, 0)  # what is no message was dead at once
    assert (ledger.events, ledger.batches) == ({}, [])

    ledger.down = False
    clock[0] = _sent_at(client, queue_url) + DAY
    for _ in range(3):
        poller.poll(wait_seconds=0)
    assert len(ledger.events) == 12
    assert runner.run(queue.depth()) == QueueDepth(0, 0)
    assert runner.run(dead_queue.depth()) == QueueDepth(1, 0)
    # The database learned how old they were, so nothing is called abandoned before the last is recorded.
    assert sum(recorded for recorded, _ in ledger.batches) == 6
    assert all(age >= DAY - 60 for _, age in ledger.batches)


def _sent_at(client: SQSClient, queue_url: str) -> float:
    (message,) = client.receive_message(
        QueueUrl=queue_url, AttributeNames=["SentTimestamp"], MaxNumberOfMessages=1
    )["Messages"]
    return int(message["Attributes"]["SentTimestamp"]) / 1000
