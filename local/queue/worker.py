"""The usage worker: polls the usage queue, and calls the scheduled handlers of usage and API keys.

Both are the handlers that run in Lambda, called as Lambda calls them.
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

from local.processes.readable_log import configure_logging
from local.queue.client import client_for
from local.queue.poller import QueuePoller
from local.queue.schedule import call_every
from local.queue.unsent_replay import UnsentReplay
from local.supabase.role_tokens import acting_as
from portal.database.roles import DatabaseRole
from portal.usage import QueueUnavailable

with acting_as(DatabaseRole.KEY_UPKEEP):
    from functions.control_plane.api_keys import upkeep as key_upkeep
with acting_as(DatabaseRole.USAGE_INGEST):
    from functions.usage_rollup.ingest import app as ingest
with acting_as(DatabaseRole.USAGE_ROLLUP):
    from functions.usage_rollup.maintenance import app as maintenance

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

log = logging.getLogger(__name__)

MAINTENANCE_SECONDS = 60.0
RECONCILE_SECONDS = 86_400.0
KEY_UPKEEP_SECONDS = 600.0
_POLL_SECONDS = 0.2
_REPLAY_SECONDS = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.queue.worker", description=__doc__)
    parser.add_argument("--queue-url", required=True)
    parser.add_argument("--endpoint", help="address of a local SQS server; without it, AWS")
    parser.add_argument(
        "--api-log",
        type=Path,
        required=True,
        help="log of the API, in which it writes events that it cannot send",
    )
    options = parser.parse_args()
    configure_logging(os.environ.get("PORTAL_LOG_LEVEL") or "INFO")

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _start_schedules(stop)

    client = client_for(options.queue_url, options.endpoint)
    poller = QueuePoller(client, options.queue_url, ingest.handler)
    if _wait_for_queue(client, options.queue_url, stop):
        positions = options.api_log.with_suffix(".replayed.json")
        _start_replay(UnsentReplay(client, options.queue_url, options.api_log, positions), stop)
        poller.run(stop)


def _start_schedules(stop: threading.Event) -> None:
    """Call each scheduled handler from its own thread, until ``stop`` is set."""
    for seconds, handler, event in (
        (MAINTENANCE_SECONDS, maintenance.handler, {}),
        (RECONCILE_SECONDS, maintenance.handler, {"job": "reconcile"}),
        (KEY_UPKEEP_SECONDS, key_upkeep.handler, {}),
    ):
        schedule = (seconds, handler, stop, event)
        threading.Thread(target=call_every, args=schedule, daemon=True).start()


def _start_replay(unsent: UnsentReplay, stop: threading.Event) -> None:
    """Queue what the API could not send, from a thread of its own, until ``stop`` is set."""

    def replay() -> None:
        while not stop.wait(_REPLAY_SECONDS):
            try:
                if count := unsent.run_once():
                    log.info("usage_worker.unsent_replayed", extra={"events": count})
            except QueueUnavailable as error:
                log.warning("usage_worker.replay_failed: %s", error)

    threading.Thread(target=replay, daemon=True).start()


def _wait_for_queue(client: SQSClient, url: str, stop: threading.Event) -> bool:
    """Wait for the queue, which starts at the same time; return False if ``stop`` is set before."""
    while not stop.is_set():
        try:
            client.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        except (BotoCoreError, ClientError):
            stop.wait(_POLL_SECONDS)
        else:
            return True
    return False


if __name__ == "__main__":
    main()
