"""The queue poller: what AWS runs between an SQS queue and a function, on one machine.

It long-polls the queue, calls the handler with Lambda's SQS event, and deletes the messages that the handler
does not list in ``batchItemFailures``. The others become visible again after their visibility timeout; after
too many receives the queue moves them to its dead-letter queue.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

log = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any], Any], Any]

BATCH_SIZE = 10
"""Messages per receive: SQS's maximum."""

_WAIT_SECONDS = 1
_BACKOFF_SECONDS = 0.5


class QueuePoller:
    """Calls ``handler``, the handler of a function, with the messages of a queue; its context is None."""

    def __init__(self, client: SQSClient, queue_url: str, handler: Handler) -> None:
        self._client = client
        self._queue_url = queue_url
        self._handler = handler

    def run(self, stop: Event) -> None:
        """Poll until ``stop`` is set."""
        while not stop.is_set():
            try:
                self.poll(wait_seconds=_WAIT_SECONDS)
            except (BotoCoreError, ClientError) as error:
                log.warning("queue_poller.queue_unreachable: %s", error)
                stop.wait(_BACKOFF_SECONDS)

    def poll(self, *, wait_seconds: int) -> int:
        """Receive one batch and handle it; return the number of messages. Raises boto3's errors."""
        messages = self._client.receive_message(
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=BATCH_SIZE,
            WaitTimeSeconds=wait_seconds,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if messages:
            failed = self._handle(messages)
            self._delete([message for message in messages if message["MessageId"] not in failed])
        return len(messages)

    def _handle(self, messages: Sequence[MessageTypeDef]) -> set[str]:
        """Return the ids of the messages that failed; all of them if the handler raises."""
        message_ids = {message["MessageId"] for message in messages}
        try:
            result = self._handler({"Records": [_record(message) for message in messages]}, None)
        except Exception:  # as AWS does, whatever the error
            log.exception("queue_poller.handler_failed")
            return message_ids
        failures = (result or {}).get("batchItemFailures") or []
        failed = {failure["itemIdentifier"] for failure in failures}
        unknown = failed - message_ids
        return message_ids if unknown else failed  # AWS fails the whole batch for one unknown identifier

    def _delete(self, messages: Sequence[MessageTypeDef]) -> None:
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
