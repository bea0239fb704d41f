"""The schedule goes on, whatever the handler does."""

from __future__ import annotations

import itertools
import threading
import time
from typing import Any

from local.queue.schedule import call_every


def test_the_next_call_comes_whatever_the_last_one_did() -> None:
    stop = threading.Event()
    calls: list[float] = []

    def handler(event: dict[str, Any], context: object) -> None:
        calls.append(time.monotonic())
        if len(calls) == 1:
            raise ConnectionError("the database is away")
        if len(calls) == 3:
            stop.set()

    call_every(0.02, handler, stop)
    assert len(calls) == 3
    assert all(later - earlier >= 0.02 for earlier, later in itertools.pairwise(calls))


def test_it_ends_at_once() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=call_every, args=(60.0, lambda *_: None, stop))
    thread.start()
    stop.set()
    thread.join(1)
    assert not thread.is_alive()
