"""Leases of jobs in memory, for tests."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable


class MemoryJobLeases:
    """``JobLeases`` in one process. ``clock`` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self.held: dict[str, tuple[uuid.UUID, float]] = {}
        """Job → the run that holds its lease, and when the lease ends."""

    async def acquire(self, job: str, run_id: uuid.UUID, seconds: float) -> bool:
        holder, ends_at = self.held.get(job, (run_id, 0.0))
        if holder != run_id and ends_at > self._clock():
            return False
        self.held[job] = (run_id, self._clock() + seconds)
        return True

    async def release(self, job: str, run_id: uuid.UUID) -> None:
        if self.held.get(job, (None, 0.0))[0] == run_id:
            del self.held[job]
