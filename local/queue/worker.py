"""The usage process: the pump of the usage queue, and the clock of the upkeep of usage and keys.

Both call the handlers that run in Lambda, as Lambda calls them.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from functions.control_plane.api_keys import upkeep as key_upkeep
from functions.usage_rollup.ingest import app as ingest
from functions.usage_rollup.maintenance import app as maintenance
from local.queue import backlog
from local.queue.client import client_for
from local.queue.names import dead_letters_of
from local.queue.poller import Pump
from local.queue.schedule import call_every
from local.stack.readable_log import log_readably

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

log = logging.getLogger(__name__)

UPKEEP_SECONDS = 60.0
RECONCILE_SECONDS = 86_400.0
KEY_UPKEEP_SECONDS = 600.0
_DRAIN_SECONDS = 5.0
_ASK_SECONDS = 0.2


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.queue.worker", description=__doc__)
    parser.add_argument("--queue-url", required=True)
    parser.add_argument("--endpoint", help="where a local SQS listens; without it, AWS")
    parser.add_argument("--state", type=Path, required=True, help="folder for what a local queue cannot keep")
    options = parser.parse_args()
    log_readably(os.environ.get("PORTAL_LOG_LEVEL") or "INFO")

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _keep_time(stop)

    client = client_for(options.queue_url, options.endpoint)
    pump = Pump(client, options.queue_url, ingest.handler)
    if options.endpoint is None:
        pump.run(stop)
        return
    backlog_file = options.state / "usage-backlog.jsonl"
    if not _queue_comes(client, options.queue_url, stop):
        return
    backlog.load(client, options.queue_url, backlog_file)
    pump.run(stop)
    try:
        pump.drain(_DRAIN_SECONDS)
        pump.give_back()
        left = backlog.save(client, options.queue_url, backlog_file)
        dead = backlog.save(
            client, dead_letters_of(options.queue_url), options.state / "usage-dead-letters.jsonl"
        )
        log.info("worker.ended", extra={"left": left, "dead": dead})
    except (BotoCoreError, ClientError):
        log.exception("worker.queue_left_behind")


def _keep_time(stop: threading.Event) -> None:
    """Call every scheduled handler in a thread of its own, until ``stop``."""
    for seconds, handler, event in (
        (UPKEEP_SECONDS, maintenance.handler, {}),
        (RECONCILE_SECONDS, maintenance.handler, {"job": "reconcile"}),
        (KEY_UPKEEP_SECONDS, key_upkeep.handler, {}),
    ):
        schedule = (seconds, handler, stop, event)
        threading.Thread(target=call_every, args=schedule, daemon=True).start()


def _queue_comes(client: SQSClient, url: str, stop: threading.Event) -> bool:
    """Wait for the queue, which is started at the same time; return False when told to stop instead."""
    while not stop.is_set():
        try:
            client.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        except (BotoCoreError, ClientError):
            stop.wait(_ASK_SECONDS)
        else:
            return True
    return False


if __name__ == "__main__":
    main()
