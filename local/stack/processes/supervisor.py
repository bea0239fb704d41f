"""Starting the programs side by side, watching them, and stopping all of them however it ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import NoReturn

import httpx

from local.stack.processes.ports import holder, is_free
from local.stack.processes.program import Program, Running
from local.stack.processes.program_log import ProgramLog
from local.stack.state import State

READY_SECONDS = 180.0
"""A busy machine is no failure: a program that ends is told at once, one that hangs after this."""

Say = Callable[[str], None]


class PortInUse(RuntimeError):
    """Somebody else listens where a program should. One sentence that says who, and what to change."""


def check_ports(programs: Sequence[Program]) -> None:
    """Raise PortInUse for the first program whose port is taken."""
    for program in programs:
        if program.port is not None and not is_free(program.port):
            who = holder(program.port)
            raise PortInUse(
                f"Port {program.port} ({program.name}) is in use{f' by {who}' if who else ''}: "
                f"stop that, or choose another: {program.variable}={program.port + 100} make dev."
            )


class Supervisor:
    """``programs`` are stopped in their order; ``say`` gets a line for each that answers."""

    def __init__(self, programs: Sequence[Program], state: State, say: Say) -> None:
        self._programs = programs
        self._state = state
        self._say = say
        self._running: dict[str, Running] = {}

    @asynccontextmanager
    async def started(self, client: httpx.AsyncClient) -> AsyncIterator[None]:
        """Start everything, yield when all of it answers, and stop all at the end. Raises ProgramFailed."""
        starts = [asyncio.create_task(self._start(program, client)) for program in self._programs]
        try:
            await asyncio.gather(*starts)
            yield
        finally:
            for start in starts:
                start.cancel()
            await asyncio.wait(starts)
            await self._stop()

    async def watch(self) -> NoReturn:
        """Raise ProgramFailed when a program ends by itself."""
        ends = {asyncio.create_task(running.ended()): running for running in self._running.values()}
        try:
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
        raise ends[done.pop()].failure()

    def kill(self) -> None:
        """End everything at once, whatever is lost by it."""
        for running in self._running.values():
            running.kill()

    async def _start(self, program: Program, client: httpx.AsyncClient) -> None:
        began = time.monotonic()
        running = await Running.start(program, ProgramLog(self._state.log(program.log_name)))
        self._running[program.name] = running
        await running.ready(client, READY_SECONDS)
        if program.ready_url is not None:
            self._say(f"  {program.name} answers ({time.monotonic() - began:.1f} s)")

    async def _stop(self) -> None:
        for program in self._programs:
            if program.name in self._running:
                await self._running[program.name].stop()
