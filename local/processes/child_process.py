"""One child process: start it under a parent watchdog, poll it until it serves, stop it."""

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

from local.paths import ROOT
from local.processes.ports import HOST
from local.processes.process_log import ProcessLog

WATCHDOG = Path(__file__).with_name("parent_watchdog.py")
_POLL_SECONDS = 0.05
_NO_SIGNAL = 0
"""Only asks whether there is a process."""


class ProcessFailed(RuntimeError):
    """A child process exited by itself, or never answered. The message ends with the end of its log."""


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """What to run, and how to see that it serves.

    ``port`` is where it listens, ``port_variable`` the setting that changes that. ``ready_url`` answers 200
    once it serves; of a process that listens nowhere, ``ready_log`` is in its log.
    ``prepare`` runs before the start and may block for seconds.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    port: int | None = None
    port_variable: str = ""
    ready_url: str | None = None
    ready_headers: Mapping[str, str] = field(default_factory=dict)
    ready_log: str | None = None
    prepare: Callable[[], None] | None = None
    stop_seconds: float = 10.0

    @property
    def has_ready_state(self) -> bool:
        return self.ready_url is not None or self.ready_log is not None

    @property
    def log_name(self) -> str:
        return self.name.lower().replace(" ", "-")


class ChildProcess:
    """A started process. It leads its own process group, so a Ctrl-C in the terminal does not reach it."""

    def __init__(self, spec: ProcessSpec, log: ProcessLog, process: asyncio.subprocess.Process) -> None:
        self.spec = spec
        self._log = log
        self._process = process

    @classmethod
    async def start(cls, spec: ProcessSpec, log: ProcessLog) -> ChildProcess:
        """Start ``spec`` with its output in ``log``. Raises what ``spec.prepare`` raises."""
        if spec.prepare is not None:
            await asyncio.to_thread(spec.prepare)
        with log.open() as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-IS",
                str(WATCHDOG),
                *spec.command,
                stdin=asyncio.subprocess.PIPE,
                stdout=output,
                stderr=output,
                cwd=spec.folder,
                env={**os.environ, **spec.environment},
                start_new_session=True,
            )
        return cls(spec, log, process)

    async def wait_until_ready(self, client: httpx.AsyncClient, seconds: float) -> None:
        """Return when it serves, by ``spec``. Raises ProcessFailed after an exit or after ``seconds``."""
        if not self.spec.has_ready_state:
            return
        try:
            async with asyncio.timeout(seconds):
                while not await self._is_ready(client):
                    if self._process.returncode is not None:
                        raise self.failure()
                    await asyncio.sleep(_POLL_SECONDS)
        except TimeoutError as error:
            raise self.failure(f"did not answer within {seconds:.0f} s") from error

    async def wait(self) -> None:
        """Return when the process has exited, and nothing that it started runs any more."""
        await self._process.wait()
        await self._end_group()

    def failure(self, reason: str | None = None) -> ProcessFailed:
        """Return the error for a process that exited by itself, or failed for ``reason``."""
        reason = reason or f"stopped by itself with exit code {self._process.returncode}"
        return ProcessFailed(f"{self.spec.name} {reason}. The end of {self._log.path}:\n{self._log.tail()}")

    async def stop(self) -> None:
        """Terminate the process and what it started, and kill what still runs after ``stop_seconds``."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            try:
                async with asyncio.timeout(self.spec.stop_seconds):
                    await self._process.wait()
            except TimeoutError:
                self.kill()
                await self._process.wait()
        await self._end_group()

    def kill(self) -> None:
        self._signal_group(signal.SIGKILL)

    async def _end_group(self) -> None:
        """End the rest of the process group: the program itself, if only its watchdog was killed."""
        if not self._signal_group(signal.SIGTERM):
            return
        for _ in range(int(self.spec.stop_seconds / _POLL_SECONDS)):
            if not self._signal_group(_NO_SIGNAL):
                return
            await asyncio.sleep(_POLL_SECONDS)
        self.kill()

    def _signal_group(self, number: int) -> bool:
        """Return whether the process group had a process to send the signal to."""
        try:
            os.killpg(self._process.pid, number)
        except (ProcessLookupError, PermissionError):  # macOS refuses it for processes that have ended
            return False
        return True

    async def _is_ready(self, client: httpx.AsyncClient) -> bool:
        if self.spec.ready_log is not None and not self._log.contains(self.spec.ready_log):
            return False
        if self.spec.ready_url is None:
            return True
        if not await _is_listening(self.spec.port):
            return False
        try:
            response = await client.get(self.spec.ready_url, headers=dict(self.spec.ready_headers))
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK


async def _is_listening(port: int | None) -> bool:
    """Return whether ``port`` accepts connections: for a hundredth of the cost of a failed HTTP request."""
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    return True
