"""The pump: what AWS does between an SQS queue and a function, on one machine.

It long-polls the queue, hands what it gets to the handler in the shape of Lambda's SQS event, and deletes
what the handler does not name in ``batchItemFailures``. The rest comes back when its visibility time-out has
passed, and is put with the dead letters by the queue after too many receives.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

log = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any], Any], Any]

BATCH = 10
"""Messages in one receive: SQS gives no more."""

_WAIT_SECONDS = 1
_AFTER_AN_ERROR_SECONDS = 0.5


class Pump:
    """``handler`` is the function's own; ``context`` is not used by it."""

    def __init__(self, client: SQSClient, queue_url: str, handler: Handler) -> None:
        self._client = client
        self._queue_url = queue_url
        self._handler = handler
        self._away: dict[str, str] = {}

    def run(self, stop: Event) -> None:
        """Pump until ``stop``."""
        while not stop.is_set():
            try:
                self.turn(wait_seconds=_WAIT_SECONDS)
            except (BotoCoreError, ClientError) as error:
                log.warning("pump.queue_unreachable: %s", error)
                stop.wait(_AFTER_AN_ERROR_SECONDS)

    def drain(self, seconds: float) -> None:
        """Handle what is still in the queue, for the end of the product. Raises boto3's errors."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.turn(wait_seconds=0):
            pass

    def give_back(self) -> None:
        """Make messages that failed visible at once, for whoever looks after the pump has ended."""
        for handle in self._away.values():
            with contextlib.suppress(ClientError):  # deleted since, or with the dead letters
                self._client.change_message_visibility(
                    QueueUrl=self._queue_url, ReceiptHandle=handle, VisibilityTimeout=0
                )

    def turn(self, *, wait_seconds: int) -> int:
        """Receive once and handle what came; return how many messages. Raises boto3's errors."""
        messages = self._client.receive_message(
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=BATCH,
            WaitTimeSeconds=wait_seconds,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if messages:
            failed = self._handle(messages)
            self._away |= {m["MessageId"]: m["ReceiptHandle"] for m in messages if m["MessageId"] in failed}
            self._delete([message for message in messages if message["MessageId"] not in failed])
        return len(messages)

    def _handle(self, messages: Sequence[MessageTypeDef]) -> set[str]:
        """Return the ids of messages to be delivered again; all of them when the handler raises."""
        everything = {message["MessageId"] for message in messages}
        try:
            answer = self._handler({"Records": [_record(message) for message in messages]}, None)
        except Exception:  # as Lambda: whatever it is, the batch comes back
            log.exception("pump.handler_failed")
            return everything
        failures = (answer or {}).get("batchItemFailures") or []
        failed = {failure["itemIdentifier"] for failure in failures}
        unknown = failed - everything
        return everything if unknown else failed  # one unknown identifier fails the whole batch at AWS

    def _delete(self, messages: Sequence[MessageTypeDef]) -> None:
        for message in messages:
            self._away.pop(message["MessageId"], None)
        if messages:
            self._client.delete_message_batch(
                QueueUrl=self._queue_url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]}
                    for number, message in enumerate(messages)
                ],
            )


def _record(message: MessageTypeDef) -> dict[str, Any]:
    """Return the message as a record of Lambda's SQS event."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {},
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:portal-usage",
        "awsRegion": "us-east-1",
    }
