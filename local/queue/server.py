"""The usage queue of one machine: moto's SQS server with one queue and its dead-letter queue.

A process of its own: what moto computes must not cost the API its answers.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import threading
from typing import TYPE_CHECKING

from moto.server import ThreadedMotoServer

from local.queue.client import local_client
from local.queue.names import QUEUE, dead_letters_of
from local.stack.processes.ports import HOST

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

VISIBILITY_SECONDS = 20
"""How long a message that was handed out and not deleted stays away."""

RECEIVES = 10
"""How often a message is handed out before it is put with the dead letters."""


def create_queues(
    client: SQSClient, *, visibility_seconds: int = VISIBILITY_SECONDS, receives: int = RECEIVES
) -> str:
    """Make the usage queue and its dead-letter queue; return the address of the first."""
    dead = client.create_queue(QueueName=dead_letters_of(QUEUE))["QueueUrl"]
    attributes = client.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]
    redrive = {"deadLetterTargetArn": attributes["QueueArn"], "maxReceiveCount": receives}
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
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line for each request otherwise
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
