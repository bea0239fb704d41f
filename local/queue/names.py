"""Names and addresses of the local usage queue and the local shared table."""

from __future__ import annotations

from local.processes.ports import HOST

QUEUE = "portal-usage"
SHARED_TABLE = "portal-shared"

_ACCOUNT = "123456789012"  # moto's


def queue_url(port: int) -> str:
    """Return the address of the usage queue at the local server on ``port``."""
    return f"http://{HOST}:{port}/{_ACCOUNT}/{QUEUE}"


def dead_letter_queue(queue: str) -> str:
    """Return the name, or the address, of the dead-letter queue of a local queue."""
    return f"{queue}-dead-letters"
