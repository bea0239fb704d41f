"""Usage messages between two runs of the product: the local queue is in memory, so a file stores the rest."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from portal.usage.sqs import send_confirmed

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


def save(client: SQSClient, queue_url: str, path: Path) -> int:
    """Move every visible message of the queue to the end of ``path``; return how many."""
    count = 0
    while messages := client.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages", []):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w") as file:
            file.writelines(json.dumps(message["Body"]) + "\n" for message in messages)
        for message in messages:
            client.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
        count += len(messages)
    return count


def load(client: SQSClient, queue_url: str, path: Path) -> int:
    """Send every message of ``path``, then delete the file; return how many.

    If it is interrupted, or raises QueueUnavailable, the file stays and messages are sent twice; an event
    that is recorded twice counts once.
    """
    if not path.exists():
        return 0
    bodies = [json.loads(line) for line in path.read_text().splitlines()]
    for body in bodies:
        send_confirmed(client, queue_url, body)
    path.unlink()
    return len(bodies)
