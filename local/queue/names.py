"""Names and addresses of the local usage queue."""

from __future__ import annotations

from local.stack.processes.ports import HOST

QUEUE = "portal-usage"

_ACCOUNT = "123456789012"  # what moto gives everybody


def queue_url(port: int) -> str:
    return f"http://{HOST}:{port}/{_ACCOUNT}/{QUEUE}"


def dead_letters_of(queue: str) -> str:
    """Return the name, or address, of the dead-letter queue of a local queue."""
    return f"{queue}-dead-letters"
