"""The processes of the product, each of which a test can kill, pause and start again.

``make dev`` starts a process again when it ends; these processes are independent.
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

from local.processes.child_process import WATCHDOG, ProcessSpec
from local.stack.addresses import Addresses, addresses
from local.stack.child_processes import child_processes
from local.stack.settings import LocalSettings
from local.stack.state import State
from tests.support.servers.ports import free_port

_START_SECONDS = 60.0


class ProductProcess:
    """One program of the product. ``log`` has the output of every start."""

    def __init__(self, program: ProcessSpec, folder: Path) -> None:
        self._program = program
        self.log = folder / f"{program.log_name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-IS", str(WATCHDOG), *self._program.command],
                cwd=self._program.folder,
                env={**os.environ, **self._program.environment},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Return when the program answers. Raises AssertionError with the end of its log."""
        url = self._program.ready_url
        deadline = time.monotonic() + _START_SECONDS
        while url is not None and not self._answers(url):
            assert time.monotonic() < deadline, f"{self._program.name}: {self.log.read_text()[-2000:]}"
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill the program and its children at once."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process = None

    def pause(self) -> None:
        """Stop the program: its sockets still accept connections, but nothing answers."""
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


class ProductProcesses:
    def __init__(self, addresses: Addresses, by_name: dict[str, ProductProcess]) -> None:
        self.addresses = addresses
        self._by_name = by_name

    @property
    def api(self) -> ProductProcess:
        return self._by_name["API"]

    @property
    def worker(self) -> ProductProcess:
        return self._by_name["usage worker"]

    @property
    def queue(self) -> ProductProcess:
        return self._by_name["usage queue"]

    @property
    def supabase(self) -> ProductProcess:
        return self._by_name["Supabase"]


@contextmanager
def product_processes(folder: Path) -> Iterator[ProductProcesses]:
    """Start every program but the site on free ports; kill them when the block ends."""
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
    started = [each for each in child_processes(settings, state, secrets) if each.name != "portal web"]
    by_name = {program.name: ProductProcess(program, folder / "logs") for program in started}
    try:
        for program in reversed(started):
            if program.prepare is not None:
                program.prepare()
            by_name[program.name].start()
        for process in by_name.values():
            process.wait_until_ready()
        yield ProductProcesses(addresses(settings, secrets), by_name)
    finally:
        for process in by_name.values():
            process.kill()
