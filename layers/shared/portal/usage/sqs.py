"""The usage queue on SQS, or on any server with its API."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from portal.connections.aws import AwsTransport, AwsUnreachable
from portal.connections.aws.client import AwsClient, AwsRefused
from portal.connections.aws.credentials import credentials_for
from portal.usage import QueueDepth, QueueUnavailable

CALL_SECONDS = 1.5
"""The longest one call takes, connecting included. The recorder tries again, within DELIVERY_SECONDS."""

_WAITING: Final = "ApproximateNumberOfMessages"
_RECEIVED: Final = "ApproximateNumberOfMessagesNotVisible"
_DELAYED: Final = "ApproximateNumberOfMessagesDelayed"
_COUNTED: Final = (_WAITING, _RECEIVED, _DELAYED)


class SqsQueue:
    """Sends and counts by SQS's JSON protocol over ``transport``, which belongs to who opened it.

    ``url`` is the queue's address, and AWS is called at its host; ``endpoint`` is the address of a server
    other than AWS. A message may arrive twice, so every call is repeatable.
    """

    def __init__(self, url: str, transport: AwsTransport, *, endpoint: str | None = None) -> None:
        self._url = url
        parts = urlsplit(url)
        self._client = AwsClient(
            "sqs",
            endpoint or f"{parts.scheme}://{parts.netloc}",
            _region(parts.hostname or ""),
            transport,
            credentials_for(endpoint, transport),
            target="AmazonSQS",
        )

    async def send(self, body: bytes) -> None:
        """Raises QueueUnavailable."""
        text = body.decode()
        answer = await self._call("SendMessage", {"MessageBody": text})
        require_confirmation(answer, text)

    async def depth(self) -> QueueDepth:
        answer = await self._call("GetQueueAttributes", {"AttributeNames": _COUNTED})
        try:
            counts = {name: int(answer["Attributes"][name]) for name in _COUNTED}
        except (KeyError, TypeError, ValueError) as error:
            raise QueueUnavailable(f"the queue's answer has no counts: {error!r}") from error
        return QueueDepth(counts[_WAITING], counts[_RECEIVED] + counts[_DELAYED])

    async def _call(self, operation: str, request: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return await self._client.call(
                operation, {"QueueUrl": self._url, **request}, timeout_seconds=CALL_SECONDS, repeatable=True
            )
        except (AwsUnreachable, AwsRefused) as error:
            raise QueueUnavailable(str(error)) from error


def require_confirmation(answer: Mapping[str, object], body: str) -> None:
    """Raise QueueUnavailable unless SQS answered with the message's id and the hash of its body."""
    message_id, stored = answer.get("MessageId"), answer.get("MD5OfMessageBody")
    if not isinstance(message_id, str) or not message_id:
        raise QueueUnavailable("the queue's answer has no MessageId: the message is not known to be stored")
    if stored != hashlib.md5(body.encode(), usedforsecurity=False).hexdigest():
        raise QueueUnavailable("the queue's answer has another MD5OfMessageBody than the message")


def _region(host: str) -> str:
    """Return the region in the host of a queue URL (``sqs.<region>.amazonaws.com``), else ``us-east-1``."""
    service, _, rest = host.partition(".")
    return rest.partition(".")[0] if service == "sqs" and rest else "us-east-1"
