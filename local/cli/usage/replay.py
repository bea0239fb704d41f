"""``usage replay``: queue the usage events that a gateway could not send and logged instead."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from local.cli.progress import ProgressBar, no_progress
from local.cli.usage.errors import UsageFailed
from local.queue.client import client_for, send_confirmed
from local.stack.addresses import QueueAddresses
from portal.usage import QueueUnavailable
from portal.usage.messages import encode, pack
from portal.usage.unsent import read_unsent

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


def replay_log(queue: QueueAddresses, log: Path, out: TextIO, progress: ProgressBar) -> None:
    """Queue the unsent events of the file ``log``. Raises UsageFailed."""
    client = client_for(queue.url, queue.endpoint)
    try:
        with log.open() as lines:
            count = replay(lines, client, queue.url, progress)
    except QueueUnavailable as error:
        raise UsageFailed(f"The queue did not accept all messages: {error}. Replay the log again.") from error
    except OSError as error:
        raise UsageFailed(f"{log} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise UsageFailed(f"{log}: {error}. Nothing was queued.") from error
    print(f"{count} events queued.", file=out)


def replay(
    lines: Iterable[str], client: SQSClient, queue_url: str, progress: ProgressBar = no_progress
) -> int:
    """Queue the unsent events of a log; return how many. Raises ValueError before anything is queued."""
    events = [encode(event) for event in read_unsent(lines)]
    messages = list(pack(events))
    with progress("Messages", len(messages)) as advance:
        for message in messages:
            send_confirmed(client, queue_url, message.body.decode())
            advance(1)
    return len(events)
