"""The app's lifespan, run once per environment; Mangum alone would run it at every invocation."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mangum import Mangum
from mangum.exceptions import LifespanFailure
from mangum.protocols import LifespanCycle

log = logging.getLogger(__name__)


class StartupFailed(Exception):
    """The app's startup failed."""


@contextmanager
def lifespan(handler: Mangum) -> Iterator[Mapping[str, Any]]:
    """Run the app's startup, yield its lifespan state, run its shutdown. Raises StartupFailed.

    Uses the current event loop, which must not be running. ``lifespan="off"`` applies to invocations: under
    the managed runtime Mangum would start and stop the app at each. Here the lifespan still runs, once.
    """
    cycle = LifespanCycle(handler.app, "auto" if handler.lifespan == "off" else handler.lifespan)
    try:
        cycle.__enter__()
    except LifespanFailure as error:
        raise StartupFailed(str(error)) from error
    # Mangum only logs when an app ends during its startup without an event.
    if handler.lifespan == "on" and cycle.shutdown_event.is_set():
        raise StartupFailed("The app left its lifespan before the startup was complete.")
    try:
        yield cycle.lifespan_state
    finally:
        try:
            cycle.__exit__(None, None, None)
        except LifespanFailure:
            log.exception("runtime.shutdown_failed")
