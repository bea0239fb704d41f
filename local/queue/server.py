"""The local SQS server: moto's, with the usage queue and its dead-letter queue.

A process of its own, so that moto's work does not slow down the API.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import threading
from typing import TYPE_CHECKING

from moto.server import ThreadedMotoServer

from local.processes.ports import HOST
from local.queue.client import local_client
from local.queue.names import QUEUE, dead_letter_queue

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

VISIBILITY_SECONDS = 20
"""How long a message that was received and not deleted stays invisible."""

MAX_RECEIVES = 10
"""How often a message is received before it is moved to the dead-letter queue."""


def create_queues(
    client: SQSClient, *, visibility_seconds: int = VISIBILITY_SECONDS, max_receives: int = MAX_RECEIVES
) -> str:
    """Create the usage queue and its dead-letter queue; return the address of the former."""
    dead_letters = client.create_queue(QueueName=dead_letter_queue(QUEUE))["QueueUrl"]
    attributes = client.get_queue_attributes(QueueUrl=dead_letters, AttributeNames=["QueueArn"])["Attributes"]
    redrive = {"deadLetterTargetArn": attributes["QueueArn"], "maxReceiveCount": max_receives}
    queue = client.create_queue(
        QueueName=QUEUE,
        Attributes={"VisibilityTimeout": str(visibility_seconds), "RedrivePolicy": json.dumps(redrive)},
    )
    return queue["QueueUrl"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.queue.server", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port: int = parser.parse_args().port
    logging.basicConfig(level=logging.INFO)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # INFO is a line per request
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = ThreadedMotoServer(ip_address=HOST, port=port, verbose=False)
    server.start()
    create_queues(local_client(f"http://{HOST}:{port}"))
    stop.wait()
    server.stop()


if __name__ == "__main__":
    main()
