"""The programs of the product, each of which a test may kill, pause and start again.

``make dev`` stops everything when one of them ends; here each is on its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from local.stack.processes.program import Program
from local.stack.programs import Addresses, addresses, programs
from local.stack.settings import LocalSettings
from local.stack.state import State
from tests.support.supabase import free_port

_WATCHDOG = str(Path(__file__).parents[2] / "local" / "stack" / "processes" / "parent_watchdog.py")
_START_SECONDS = 60.0


class Part:
    """One program; ``log`` is all it ever wrote, over its lives."""

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self.log = folder / f"{program.log_name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-IS", _WATCHDOG, *self._program.command],
                cwd=self._program.folder,
                env={**os.environ, **self._program.environment},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def ready(self) -> None:
        """Return when it answers. Raises AssertionError with the end of its log."""
        url = self._program.ready_url
        until = time.monotonic() + _START_SECONDS
        while url is not None and not self._answers(url):
            assert time.monotonic() < until, f"{self._program.name}: {self.log.read_text()[-2000:]}"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it without a last word."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process = None

    def pause(self) -> None:
        """Have it take connections and answer nothing, as a server does that is out of breath."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, number)

    def _answers(self, url: str) -> bool:
        try:
            answer = httpx.get(url, headers=dict(self._program.ready_headers), timeout=2, trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK


class Product:
    def __init__(self, where: Addresses, parts: dict[str, Part]) -> None:
        self.where = where
        self.parts = parts

    @property
    def api(self) -> Part:
        return self.parts["API"]

    @property
    def worker(self) -> Part:
        return self.parts["usage worker"]

    @property
    def queue(self) -> Part:
        return self.parts["usage queue"]

    @property
    def supabase(self) -> Part:
        return self.parts["Supabase"]


@contextmanager
def product(folder: Path) -> Iterator[Product]:
    """Start everything but the site on free ports; end it however the block ends."""
    settings = LocalSettings(
        api_port=free_port(),
        supabase_port=free_port(),
        queue_port=free_port(),
        router_port=free_port(),
        state_dir=folder,
    )
    state = State(folder)
    state.prepare()
    secrets = state.secrets()
    found = [each for each in programs(settings, state, secrets) if each.name != "portal web"]
    parts = {program.name: Part(program, folder / "logs") for program in found}
    try:
        for program in reversed(found):
            if program.prepare is not None:
                program.prepare()
            parts[program.name].start()
        for part in parts.values():
            part.ready()
        yield Product(addresses(settings, secrets), parts)
    finally:
        for part in parts.values():
            part.kill()
