"""Start the child processes side by side, restart one that exits, and stop all however the product ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

import httpx

from local.processes.child_process import ChildProcess, ProcessFailed, ProcessSpec
from local.processes.ports import is_free, listener
from local.processes.process_log import ProcessLog

READY_SECONDS = 180.0
"""Long, because a busy machine is slow. An exit is reported at once, a process that hangs after this time."""

RESTART_DELAYS = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before a process that exited is started again, by the number of its exits in a row."""

STEADY_SECONDS = 60.0
"""A process that ran for so long begins with the first delay again."""

Report = Callable[[str], None]
"""Shows one line to the user."""


class PortInUse(RuntimeError):
    """Another process listens on a port. The message says which, and which setting to change."""


def check_ports(specs: Sequence[ProcessSpec]) -> None:
    """Raise PortInUse for the first of ``specs`` whose port is taken."""
    for spec in specs:
        if spec.port is not None and not is_free(spec.port):
            owner = listener(spec.port)
            raise PortInUse(
                f"Port {spec.port} ({spec.name}) is in use{f' by {owner}' if owner else ''}: "
                f"stop that, or choose another: {spec.port_variable}={spec.port + 100} make dev."
            )


class Supervisor:
    """Runs ``specs`` with their logs in ``log_folder``, and stops them in their order.

    ``report`` gets a line for each process that answers.
    """

    def __init__(
        self,
        specs: Sequence[ProcessSpec],
        log_folder: Path,
        report: Report,
        *,
        restart_delays: Sequence[float] = RESTART_DELAYS,
        steady_seconds: float = STEADY_SECONDS,
    ) -> None:
        self._specs = specs
        self._log_folder = log_folder
        self._report = report
        self._restart_delays = restart_delays
        self._steady_seconds = steady_seconds
        self._running: dict[str, ChildProcess] = {}

    @asynccontextmanager
    async def running(self, client: httpx.AsyncClient) -> AsyncIterator[None]:
        """Start all processes, yield when all answer, and stop them at the end of the block.

        Raises ProcessFailed, and what a ``prepare`` raises.
        """
        starts = [asyncio.create_task(self._start(spec, client)) for spec in self._specs]
        try:
            await asyncio.gather(*starts)
            yield
        finally:
            for start in starts:
                start.cancel()
            await asyncio.wait(starts)
            await self._stop()

    async def watch(self, client: httpx.AsyncClient) -> None:
        """Restart each process that exits by itself, with a line that says so, until cancelled.

        Raises what a ``prepare`` raises.
        """
        restarts = [asyncio.create_task(self._restart_after_exits(spec, client)) for spec in self._specs]
        try:
            await asyncio.gather(*restarts)
        finally:
            for restart in restarts:
                restart.cancel()
            await asyncio.wait(restarts)

    def kill(self) -> None:
        """Kill all processes at once, without waiting until they have written their data."""
        for process in self._running.values():
            process.kill()

    async def _start(self, spec: ProcessSpec, client: httpx.AsyncClient) -> None:
        started = time.monotonic()
        process = await ChildProcess.start(spec, ProcessLog(self._log_folder / f"{spec.log_name}.log"))
        self._running[spec.name] = process
        await process.wait_until_ready(client, READY_SECONDS)
        if spec.has_ready_state:
            verb = "runs" if spec.ready_url is None else "answers"
            self._report(f"  {spec.name} {verb} ({time.monotonic() - started:.1f} s)")

    async def _restart_after_exits(self, spec: ProcessSpec, client: httpx.AsyncClient) -> NoReturn:
        exits_in_a_row = 0
        failure: ProcessFailed | None = None
        while True:
            started = time.monotonic()
            if failure is None:
                process = self._running[spec.name]
                await process.wait()
                failure = process.failure()
            steady = time.monotonic() - started > self._steady_seconds
            exits_in_a_row = 1 if steady else exits_in_a_row + 1
            delay = self._restart_delays[min(exits_in_a_row, len(self._restart_delays)) - 1]
            self._report(f"{failure}\n{spec.name} starts again in {delay:.0f} s.")
            await asyncio.sleep(delay)
            try:
                await self._start(spec, client)
                failure = None
            except ProcessFailed as error:
                failure = error
                await self._running[spec.name].stop()

    async def _stop(self) -> None:
        for spec in self._specs:
            if spec.name in self._running:
                await self._running[spec.name].stop()
