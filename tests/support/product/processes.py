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
from dataclasses import replace
from pathlib import Path

import httpx

from local.processes.child_process import WATCHDOG, ProcessSpec
from local.processes.ports import HOST, is_free
from local.stack.addresses import Addresses, addresses
from local.stack.child_processes import child_processes
from local.stack.settings import ROUTER_PORT_STEP, LocalSettings
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
    """``gateway_urls`` are the addresses of all API processes; ``api`` is the first of them."""

    def __init__(
        self, addresses: Addresses, by_name: dict[str, ProductProcess], gateway_urls: list[str]
    ) -> None:
        self.addresses = addresses
        self.gateway_urls = gateway_urls
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
def product_processes(folder: Path, *, routers: int = 1, gateways: int = 1) -> Iterator[ProductProcesses]:
    """Start every program but the site on free ports; kill them when the block ends.

    ``gateways`` is how many API processes there are, each with memory of its own.
    """
    settings = LocalSettings(
        api_port=free_port(),
        supabase_port=free_port(),
        queue_port=free_port(),
        router_port=_first_router_port(routers),
        routers=routers,
        state_dir=folder,
    )
    state = State(folder)
    state.prepare()
    secrets = state.secrets()
    started = [each for each in child_processes(settings, state, secrets) if each.name != "portal web"]
    (api,) = (each for each in started if each.name == "API")
    further = {f"http://{HOST}:{port}": _on_port(api, port) for port in _free_ports(gateways - 1)}
    started[:0] = further.values()
    by_name = {program.name: ProductProcess(program, folder / "logs") for program in started}
    try:
        for program in reversed(started):
            if program.prepare is not None:
                program.prepare()
            by_name[program.name].start()
        for process in by_name.values():
            process.wait_until_ready()
        found = addresses(settings, secrets)
        yield ProductProcesses(found, by_name, [found.api_url, *further])
    finally:
        for process in by_name.values():
            process.kill()


def _on_port(api: ProcessSpec, port: int) -> ProcessSpec:
    """Return ``api`` as another process on ``port``."""
    assert api.port is not None
    command = tuple(str(port) if part == str(api.port) else part for part in api.command)
    ready_url = None if api.ready_url is None else api.ready_url.replace(f":{api.port}/", f":{port}/")
    return replace(api, name=f"API {port}", command=command, port=port, ready_url=ready_url)


def _free_ports(count: int) -> list[int]:
    return [free_port() for _ in range(count)]


def _first_router_port(routers: int) -> int:
    """Return a port after which those of ``routers`` are free."""
    while True:
        first = free_port()
        ports = [first + ROUTER_PORT_STEP * router for router in range(routers)]
        if ports[-1] < 65_000 and all(map(is_free, ports)):
            return first
