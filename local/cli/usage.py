"""``python -m local usage …``: what an operator does with usage, on this machine's product or any deployment.

Which one it is, the settings say: ``PORTAL_SUPABASE_URL`` and its key, ``PORTAL_USAGE_QUEUE_URL`` and its
dead letters. Everything may be done twice: the books take each event once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from botocore.exceptions import BotoCoreError, ClientError

from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.reconciliation.comparing import ReconcilableLedger, compare_credit, compare_hours
from functions.usage_rollup.reconciliation.totals import differences, totals
from local.queue.client import client_for
from local.stack.programs import Addresses
from portal.database import connect
from portal.errors import DatabaseUnavailable
from portal.usage.messages import encode, pack
from portal.usage.unsent import read_unsent

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_CALL_SECONDS = 60.0


class BooksDiffer(RuntimeError):
    """The books do not agree. The message is a sentence."""


class UsageFailed(RuntimeError):
    """It could not be done, or not wholly. The message is a sentence."""


def print_books(where: Addresses, days: int, out: TextIO) -> None:
    """Compare the books. Raises BooksDiffer, UsageFailed."""

    async def compare() -> int:
        database = connect(where.supabase_url, where.supabase_secret_key, call_seconds=_CALL_SECONDS)
        try:
            return await print_reconciliation(SupabaseLedger(database), days, out)
        finally:
            await database.aclose()

    try:
        found = asyncio.run(compare())
    except DatabaseUnavailable as error:
        raise UsageFailed(f"The books at {where.supabase_url} cannot be read: {error}") from error
    if found:
        raise BooksDiffer(f"The books differ in {found} places.")


async def print_reconciliation(books: ReconcilableLedger, days: int, out: TextIO) -> int:
    """Write every difference and the sums to ``out``; return how many differences there are."""
    hours = [hour async for hour in compare_hours(books, datetime.now(UTC), days)]
    credit = [page async for page in compare_credit(books)]
    for hour, difference in differences(hours, credit):
        place = "credit" if hour is None else f"{hour:%Y-%m-%d %H:00}"
        print(f"{place:17}{difference.model_dump_json(exclude_none=True)}", file=out)
    counts = totals(hours, credit)
    for name, sum_ in counts.items():
        print(f"{name.replace('_', ' '):24}{sum_:>20,}", file=out)
    return counts["differences"]


def replay_log(where: Addresses, log: Path, out: TextIO) -> None:
    """Queue the unsent events of the file ``log``. Raises UsageFailed."""
    client = client_for(where.queue_url, where.queue_endpoint)
    try:
        with log.open() as lines:
            count = replay(lines, client, where.queue_url)
    except OSError as error:
        raise UsageFailed(f"{log} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise UsageFailed(f"{log}: {error}. Nothing was queued.") from error
    except (BotoCoreError, ClientError) as error:
        raise UsageFailed(f"The queue did not take everything: {error}. Replay the log again.") from error
    print(f"{count} events queued.", file=out)


def replay(lines: Iterable[str], client: SQSClient, queue_url: str) -> int:
    """Queue the unsent events of a log; return how many. Raises ValueError before anything is queued."""
    events = [encode(event) for event in read_unsent(lines)]
    for message in pack(events):
        client.send_message(QueueUrl=queue_url, MessageBody=message.body.decode())
    return len(events)


def redrive_all(where: Addresses, out: TextIO) -> None:
    """Send the dead letters to the usage queue again. Raises UsageFailed."""
    client = client_for(where.queue_url, where.queue_endpoint)
    try:
        count = redrive(client, where.dead_letters_url, where.queue_url)
    except (BotoCoreError, ClientError) as error:
        raise UsageFailed(f"The queues cannot be reached: {error}. Nothing is lost.") from error
    print(f"{count} messages sent to the usage queue again.", file=out)


def redrive(client: SQSClient, dead_letters: str, queue_url: str) -> int:
    """Move every message that is among the dead letters now; return how many.

    Each is sent before it is deleted: a message may be there twice, and is never nowhere.
    """
    attributes = client.get_queue_attributes(
        QueueUrl=dead_letters, AttributeNames=["ApproximateNumberOfMessages"]
    )["Attributes"]
    waiting, moved = int(attributes["ApproximateNumberOfMessages"]), 0
    # Bounded by what was there at the beginning: one that dies again must not be moved in a circle.
    while moved < waiting:
        messages = client.receive_message(
            QueueUrl=dead_letters, MaxNumberOfMessages=min(10, waiting - moved), WaitTimeSeconds=1
        ).get("Messages", [])
        if not messages:
            break
        for message in messages:
            client.send_message(QueueUrl=queue_url, MessageBody=message["Body"])
            client.delete_message(QueueUrl=dead_letters, ReceiptHandle=message["ReceiptHandle"])
        moved += len(messages)
    return moved
