"""The schedule continues after a handler has failed."""

from __future__ import annotations

import itertools
import threading
import time
from typing import Any

from local.queue.schedule import call_every


def test_handler_is_called_again_after_it_raised() -> None:
    stop = threading.Event()
    calls: list[float] = []

    def handler(event: dict[str, Any], context: object) -> None:
        calls.append(time.monotonic())
        if len(calls) == 1:
            raise ConnectionError("the database is unreachable")
        if len(calls) == 3:
            stop.set()

    call_every(0.02, handler, stop)
    assert len(calls) == 3
    assert all(later - earlier >= 0.02 for earlier, later in itertools.pairwise(calls))


def test_schedule_stops_at_once() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=call_every, args=(60.0, lambda *_: None, stop))
    thread.start()
    stop.set()
    thread.join(1)
    assert not thread.is_alive()
