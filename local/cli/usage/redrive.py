"""``usage redrive``: send the messages of the dead-letter queue to the usage queue again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from botocore.exceptions import BotoCoreError, ClientError

from local.cli.progress import ProgressBar, no_progress
from local.cli.usage.errors import UsageFailed
from local.queue.client import client_for, send_confirmed
from local.stack.addresses import QueueAddresses
from portal.usage import QueueUnavailable

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_BATCH_SIZE = 10  # SQS's maximum


def redrive_all(queue: QueueAddresses, out: TextIO, progress: ProgressBar) -> None:
    """Redrive the dead-letter queue. Raises UsageFailed."""
    client = client_for(queue.url, queue.endpoint)
    try:
        count = redrive(client, queue.dead_letters_url, queue.url, progress)
    except (BotoCoreError, ClientError, QueueUnavailable) as error:
        raise UsageFailed(f"The queues cannot be reached: {error}. Nothing is lost.") from error
    print(f"{count} messages sent to the usage queue again.", file=out)


def redrive(
    client: SQSClient, dead_letters_url: str, queue_url: str, progress: ProgressBar = no_progress
) -> int:
    """Move the messages that are in the dead-letter queue now; return how many.

    Each is sent before it is deleted: an interruption can duplicate a message, but not lose it.
    """
    attributes = client.get_queue_attributes(
        QueueUrl=dead_letters_url, AttributeNames=["ApproximateNumberOfMessages"]
    )["Attributes"]
    waiting, moved = int(attributes["ApproximateNumberOfMessages"]), 0
    # Bounded by the number at the start: a message that fails again meanwhile must not be moved again.
    with progress("Messages", waiting) as advance:
        while moved < waiting:
            messages = client.receive_message(
                QueueUrl=dead_letters_url,
                MaxNumberOfMessages=min(_BATCH_SIZE, waiting - moved),
                WaitTimeSeconds=1,
            ).get("Messages", [])
            if not messages:
                break
            for message in messages:
                send_confirmed(client, queue_url, message["Body"])
                client.delete_message(QueueUrl=dead_letters_url, ReceiptHandle=message["ReceiptHandle"])
            moved += len(messages)
            advance(len(messages))
    return moved
