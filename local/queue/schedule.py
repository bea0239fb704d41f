"""A scheduler for one machine: calls a handler at an interval, as EventBridge does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from threading import Event
from types import MappingProxyType
from typing import Any

log = logging.getLogger(__name__)


def call_every(
    seconds: float,
    handler: Callable[[dict[str, Any], Any], Any],
    stop: Event,
    event: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Call ``handler`` with ``event`` every ``seconds`` until ``stop`` is set, even after it raised."""
    while not stop.wait(seconds):
        try:
            log.info("schedule.called: %s", handler(dict(event), None))
        except Exception:  # as EventBridge does, whatever the error
            log.exception("schedule.failed")
