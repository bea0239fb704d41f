"""The AWS services of the functions: SQS and Secrets Manager of moto's server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import boto3

from local.queue.client import local_client
from local.queue.server import create_queues
from tests.support.artifacts.functions import AWS


@dataclass(frozen=True)
class AwsServices:
    url: str
    queue_url: str

    def create_secret(self, name: str, content: object) -> None:
        client = boto3.client(
            "secretsmanager",
            endpoint_url=self.url,
            region_name=AWS["AWS_REGION"],
            aws_access_key_id=AWS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=AWS["AWS_SECRET_ACCESS_KEY"],
        )
        client.create_secret(Name=name, SecretString=json.dumps(content))

    def empty_queues(self) -> None:
        """Take what the queues hold; create them if another server of this process has reset moto's state."""
        create_queues(local_client(self.url))
        self.take_messages()

    def take_messages(self) -> list[dict[str, Any]]:
        """Receive and delete the messages that are in the usage queue now, without waiting."""
        client = local_client(self.url)
        messages: list[dict[str, Any]] = []
        request: Any = {"QueueUrl": self.queue_url, "MaxNumberOfMessages": 10}
        while batch := client.receive_message(**request).get("Messages"):
            for message in batch:
                client.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
                messages.append({"messageId": message["MessageId"], "body": message["Body"]})
        return messages
