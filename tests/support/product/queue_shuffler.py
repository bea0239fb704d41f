"""A queue consumer that reorders and duplicates messages."""

from __future__ import annotations

import random
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.queue.client import local_client


class QueueShuffler:
    """Takes messages off the queue and sends them again in another order, some of them twice."""

    def __init__(self, queue_url: str, endpoint: str, random_source: random.Random) -> None:
        self._client = local_client(endpoint)
        self._queue_url = queue_url
        self._random = random_source
        self.moved = 0
        # The messages of a killed worker become visible sooner.
        self._client.set_queue_attributes(QueueUrl=queue_url, Attributes={"VisibilityTimeout": "5"})

    def shuffle_once(self) -> None:
        """Reorder up to ten messages. While the queue is paused, nothing happens."""
        try:
            taken = self._client.receive_message(QueueUrl=self._queue_url, MaxNumberOfMessages=10).get(
                "Messages", []
            )
            sent = taken + [message for message in taken if self._random.random() < 0.5]
            self._random.shuffle(sent)
            for message in sent:
                self._client.send_message(QueueUrl=self._queue_url, MessageBody=message["Body"])
            for message in taken:
                self._client.delete_message(QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])
            self.moved += len(taken)
        except (BotoCoreError, ClientError):
            pass  # the queue is paused: messages that were not deleted become visible again

    def waiting(self) -> int:
        """Return how many messages are in the queue or being processed."""
        names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        response = self._client.get_queue_attributes(QueueUrl=self._queue_url, AttributeNames=names)
        return sum(int(response["Attributes"][name]) for name in names)
