"""The usage queue's local twin in memory, for tests and for a gateway that runs without a queue."""

from __future__ import annotations

import os
from collections.abc import Mapping

from portal.usage import QueueDepth, QueueUnavailable


class MemoryQueue:
    """Appends each message to ``messages``, or refuses it while ``refusing`` is set.

    Raises RuntimeError inside Lambda, where the messages would be lost with the environment.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        if "AWS_LAMBDA_FUNCTION_NAME" in environ:
            raise RuntimeError("usage in memory would be lost in Lambda: configure PORTAL_USAGE_QUEUE_URL")
        self.messages: list[bytes] = []
        self.refusing = False

    async def send(self, body: bytes) -> None:
        if self.refusing:
            raise QueueUnavailable("the queue is set to refuse messages")
        self.messages.append(body)

    async def depth(self) -> QueueDepth:
        if self.refusing:
            raise QueueUnavailable("the queue is set to refuse")
        return QueueDepth(len(self.messages), 0)
