"""The local SQS and DynamoDB server: moto's, with the usage queues, a journal on disk, and the shared table.

A process of its own, so that moto's work does not slow down the API. After a restart every message that was
not deleted is in the usage queue again, dead letters too; the table is empty.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import BaseWSGIServer, make_server

from local.processes.ports import HOST
from local.queue.client import local_client
from local.queue.journal import JournalingApp, QueueJournal
from local.queue.names import QUEUE, dead_letter_queue
from local.queue.shared_table import AtomicTableApp, create_shared_table

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

VISIBILITY_SECONDS = 20
"""How long a message that was received and not deleted stays invisible."""

MAX_RECEIVES = 20_000
"""How often a message is received before it is moved to the dead-letter queue: in four days, as on AWS, where
1,000 is the most and the visibility timeout is longer."""


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


def serve(port: int, journal: QueueJournal) -> BaseWSGIServer:
    """Start the server on ``port`` in a thread, with the table, both queues and the messages of ``journal``.

    The queues come last: once they are there, everything is.
    """
    app = AtomicTableApp(JournalingApp(DomainDispatcherApplication(create_backend_app), journal))
    server = make_server(HOST, port, app, threaded=True, request_handler=MotoRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://{HOST}:{server.port}"
    create_shared_table(endpoint)
    client = local_client(endpoint)
    pending = journal.pending()
    queue = create_queues(client)
    for message_id, body in pending.items():
        # A kill between the two lines sends it twice; an event that is recorded twice counts once.
        client.send_message(QueueUrl=queue, MessageBody=body)
        journal.record_deleted(message_id)
    return server


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.queue.server", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--journal", type=Path, required=True, help="file with the messages that are queued")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # INFO is a line per request
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    journal = QueueJournal(options.journal)
    server = serve(options.port, journal)
    stop.wait()
    server.shutdown()
    journal.close()


if __name__ == "__main__":
    main()
