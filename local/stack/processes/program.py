"""One program of the local product: started under a parent watchdog, polled until it answers, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from local.stack.processes.ports import HOST
from local.stack.processes.program_log import ProgramLog

ROOT = Path(__file__).parents[3]
"""The repository: programs run there, because that is where their modules are."""

_WATCHDOG = str(Path(__file__).with_name("parent_watchdog.py"))
_ASK_EVERY_SECONDS = 0.05


class ProgramFailed(RuntimeError):
    """A program ended by itself, or never answered. The message shows the end of its log."""


@dataclass(frozen=True, slots=True)
class Program:
    """``ready_url`` answers 200 once the program serves. ``port`` is where it will listen, ``variable`` what
    changes that. ``prepare`` may block for seconds; it is run first, and its errors are the program's.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    port: int | None = None
    variable: str = ""
    ready_url: str | None = None
    ready_headers: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] | None = None
    stop_seconds: float = 10.0

    @property
    def log_name(self) -> str:
        return self.name.lower().replace(" ", "-")


class Running:
    """A started program. Its process group is its own, so a Ctrl-C in the terminal does not reach it."""

    def __init__(self, program: Program, log: ProgramLog, process: asyncio.subprocess.Process) -> None:
        self.program = program
        self._log = log
        self._process = process

    @classmethod
    async def start(cls, program: Program, log: ProgramLog) -> Running:
        """Start ``program``, its output going to ``log``. Raises what its ``prepare`` raises."""
        if program.prepare is not None:
            await asyncio.to_thread(program.prepare)
        with log.open() as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-IS",
                _WATCHDOG,
                *program.command,
                stdin=asyncio.subprocess.PIPE,
                stdout=output,
                stderr=output,
                cwd=program.folder,
                env={**os.environ, **program.environment},
                start_new_session=True,
            )
        return cls(program, log, process)

    async def ready(self, client: httpx.AsyncClient, seconds: float) -> None:
        """Return when the program answers. Raises ProgramFailed when it ends or takes longer."""
        if self.program.ready_url is None:
            return
        try:
            async with asyncio.timeout(seconds):
                while not await self._answers(client, self.program.ready_url):
                    if self._process.returncode is not None:
                        raise self.failure()
                    await asyncio.sleep(_ASK_EVERY_SECONDS)
        except TimeoutError as error:
            raise self.failure(f"did not answer within {seconds:.0f} s") from error

    async def ended(self) -> None:
        await self._process.wait()

    def failure(self, what: str | None = None) -> ProgramFailed:
        """Return what to say of a program that ended by itself, or did ``what``."""
        what = what or f"stopped by itself with exit code {self._process.returncode}"
        return ProgramFailed(f"{self.program.name} {what}. The end of {self._log.path}:\n{self._log.tail()}")

    async def stop(self) -> None:
        """End the program, killing it when it takes longer than it should."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            try:
                async with asyncio.timeout(self.program.stop_seconds):
                    await self._process.wait()
            except TimeoutError:
                self.kill()
                await self._process.wait()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    async def _answers(self, client: httpx.AsyncClient, url: str) -> bool:
        if not await _listens(self.program.port):
            return False
        try:
            answer = await client.get(url, headers=dict(self.program.ready_headers))
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK


async def _listens(port: int | None) -> bool:
    """Return whether a connection can be made: a hundredth of the price of an HTTP client finding out."""
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    return True
