"""The scheduler of one machine: calls a handler every so often, as EventBridge does."""

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
    """Call ``handler`` with ``event`` every ``seconds`` until ``stop``, whatever a call does."""
    while not stop.wait(seconds):
        try:
            log.info("schedule.called: %s", handler(dict(event), None))
        except Exception:  # as the scheduler of AWS
            log.exception("schedule.failed")
