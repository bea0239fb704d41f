"""Leases of scheduled jobs: of each job one run at a time, whether a schedule or a person started it.

A schedule may deliver an event twice, a run may outlast its interval, and an operator may start a job by hand
while it runs. The lease is in the database, so it binds all of them.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from portal.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

LEASE_SECONDS = 120.0
"""How long a lease lasts unless it is extended: longer than any step between two calls of ``extend``. After a
run that was killed, the next one waits this long at most."""

_EXTEND_SECONDS = 20.0
_POLL_SECONDS = 5.0


class JobAlreadyRuns(RuntimeError):
    """Another run of the job holds its lease."""


class JobLeases(Protocol):
    """The leases of all jobs. Both methods raise DatabaseUnavailable."""

    async def acquire(self, job: str, run_id: uuid.UUID, seconds: float) -> bool:
        """Give the run the lease of ``job`` for ``seconds``, or extend it; False if another run has it."""
        ...

    async def release(self, job: str, run_id: uuid.UUID) -> None:
        """End the lease of the run, if it has it."""
        ...


class JobRun:
    """A run that holds the lease of its job."""

    def __init__(self, leases: JobLeases, job: str, seconds: float) -> None:
        self.id = uuid.uuid4()
        self._leases = leases
        self._job = job
        self._seconds = seconds
        self._extended_at = 0.0

    async def extend(self) -> None:
        """Extend the lease, unless that was done a moment ago. Call it between steps.

        While the database is away the lease that the run has counts on, for half its time. Raises
        JobAlreadyRuns if it expired meanwhile and another run has it; DatabaseUnavailable.
        """
        now = time.time()  # wall-clock time: a machine may have slept
        if self._extended_at <= now < self._extended_at + min(_EXTEND_SECONDS, self._seconds / 3):
            return
        try:
            is_held = await self._leases.acquire(self._job, self.id, self._seconds)
        except DatabaseUnavailable as error:
            if not self._extended_at <= now < self._extended_at + self._seconds / 2:
                raise
            log.warning("job.lease_not_extended: %s: %s", self._job, error)
            return
        if not is_held:
            raise JobAlreadyRuns(f"Another run of the job {self._job!r} has started.")
        self._extended_at = now


@asynccontextmanager
async def exclusive_run(
    leases: JobLeases,
    job: str,
    *,
    seconds: float = LEASE_SECONDS,
    may_wait: Callable[[], bool] = lambda: False,
    poll_seconds: float = _POLL_SECONDS,
) -> AsyncIterator[JobRun]:
    """Hold the lease of ``job`` inside the block; wait for another run, or for the database, as long as
    ``may_wait`` says.

    Raises JobAlreadyRuns, DatabaseUnavailable.
    """
    run = JobRun(leases, job, seconds)
    while True:
        try:
            await run.extend()
            break
        except (JobAlreadyRuns, DatabaseUnavailable):
            if not may_wait():
                raise
        await asyncio.sleep(poll_seconds)
    try:
        yield run
    finally:
        try:
            await leases.release(job, run.id)
        except DatabaseUnavailable as error:
            log.warning("job.lease_not_released: %s expires in %.0f s: %s", job, seconds, error)
