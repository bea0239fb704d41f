"""The supervisor starts, watches and stops child processes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import httpx
import pytest

from local.processes.child_process import ProcessFailed, ProcessSpec
from local.processes.supervisor import Supervisor
from tests.support.product.process_state import is_alive, wait_until

SERVER = """
import http.server, os, pathlib, signal, sys
pathlib.Path(sys.argv[2]).write_text(f"{os.getpid()} {os.getppid()}")
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
        if self.path == "/fail": print("out of luck", flush=True); os._exit(3)
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


class ServerProcess:
    """An HTTP server as a child process, which writes its process id to a file."""

    def __init__(self, folder: Path, name: str, port: int) -> None:
        self.port = port
        self._pid_file = folder / f"{name}.pid"
        self.spec = ProcessSpec(
            name,
            (sys.executable, "-c", SERVER, str(self.port), str(self._pid_file)),
            port=self.port,
            ready_url=f"http://127.0.0.1:{self.port}/",
        )

    @property
    def pid(self) -> int:
        return int(self._pid_file.read_text().split()[0])

    @property
    def watchdog_pid(self) -> int:
        return int(self._pid_file.read_text().split()[1])


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    return folder


NewServer = Callable[[str], ServerProcess]


async def eventually(holds: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Return whether ``holds`` becomes true within ``seconds``."""
    return await asyncio.to_thread(wait_until, holds, seconds)


def has_started(reported: list[str], name: str, times: int) -> bool:
    """Return whether the process ``name`` was reported to answer so many times."""
    return sum(line.strip().startswith(f"{name} answers") for line in reported) == times


@pytest.fixture
def new_server(tmp_path: Path, unused_tcp_port_factory: Callable[[], int]) -> NewServer:
    """Creates a server process by name, on a port of its own."""
    return lambda name: ServerProcess(tmp_path, name, unused_tcp_port_factory())


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


async def test_processes_run_only_inside_the_block(
    new_server: NewServer, logs: Path, client: httpx.AsyncClient
) -> None:
    servers = [new_server(name) for name in ("one", "two")]
    reported: list[str] = []
    async with Supervisor([server.spec for server in servers], logs, reported.append).running(client):
        for server in servers:
            assert (await client.get(f"http://127.0.0.1:{server.port}/")).status_code == 200
        pids = [server.pid for server in servers]
    assert not any(is_alive(pid) for pid in pids)
    assert {line.split()[0] for line in reported} == {"one", "two"}


async def test_process_that_exits_is_restarted_with_a_line_that_says_so(
    new_server: NewServer, logs: Path, client: httpx.AsyncClient
) -> None:
    server, other = new_server("unlucky one"), new_server("other")
    reported: list[str] = []
    supervisor = Supervisor(
        [other.spec, server.spec], logs, reported.append, restart_delays=(0.01,), steady_seconds=0
    )
    async with supervisor.running(client):
        watching = asyncio.create_task(supervisor.watch(client))
        first_pid, other_pid = server.pid, other.pid
        for starts in (2, 3):
            with contextlib.suppress(httpx.HTTPError):
                await client.get(f"http://127.0.0.1:{server.port}/fail")
            assert await eventually(partial(has_started, reported, "unlucky one", starts))
        assert (await client.get(f"http://127.0.0.1:{server.port}/")).status_code == 200
        assert server.pid != first_pid
        assert other.pid == other_pid
        watching.cancel()
    restarts = [line for line in reported if "starts again" in line]
    assert len(restarts) == 2
    assert restarts[0].startswith("unlucky one stopped by itself with exit code 3.")
    assert str(logs / "unlucky-one.log") in restarts[0]
    assert "out of luck" in restarts[0]
    assert not is_alive(server.pid)
    assert not is_alive(other.pid)


async def test_process_whose_watchdog_is_killed_is_replaced(
    new_server: NewServer, logs: Path, client: httpx.AsyncClient
) -> None:
    """The program itself survives its watchdog and holds its port: it ends before the next one starts."""
    server = new_server("orphan")
    reported: list[str] = []
    supervisor = Supervisor([server.spec], logs, reported.append, restart_delays=(0.01,), steady_seconds=0)
    async with supervisor.running(client):
        watching = asyncio.create_task(supervisor.watch(client))
        first_pid = server.pid
        os.kill(server.watchdog_pid, signal.SIGKILL)
        assert await eventually(partial(has_started, reported, "orphan", 2))
        assert server.pid != first_pid
        assert not is_alive(first_pid)
        assert (await client.get(f"http://127.0.0.1:{server.port}/")).status_code == 200
        watching.cancel()
    assert sum("starts again" in line for line in reported) == 1


async def test_process_whose_watchdog_is_killed_is_stopped_too(
    new_server: NewServer, logs: Path, client: httpx.AsyncClient
) -> None:
    server = new_server("orphan")
    async with Supervisor([server.spec], logs, lambda _: None).running(client):
        os.kill(server.watchdog_pid, signal.SIGKILL)
        assert await eventually(lambda: not is_alive(server.watchdog_pid))
    assert not is_alive(server.pid)


async def test_delay_grows_while_a_process_keeps_exiting(
    tmp_path: Path, logs: Path, client: httpx.AsyncClient
) -> None:
    spec = ProcessSpec("short-lived", (sys.executable, "-c", "raise SystemExit('no luck')"))
    reported: list[str] = []
    supervisor = Supervisor([spec], logs, reported.append, restart_delays=(0.0, 0.01, 0.02))
    async with supervisor.running(client):
        watching = asyncio.create_task(supervisor.watch(client))
        assert await eventually(lambda: len(reported) >= 4)
        watching.cancel()
    assert all("no luck" in line for line in reported)


async def test_restart_that_fails_is_tried_again(
    tmp_path: Path, logs: Path, client: httpx.AsyncClient, unused_tcp_port: int
) -> None:
    """A process that starts, exits, fails to start once and then starts again."""
    runs = tmp_path / "runs"
    program = (
        "import http.server, pathlib, sys;"
        f"runs = pathlib.Path({str(runs)!r});"
        "number = len(runs.read_text()) if runs.exists() else 0; runs.write_text('x' * (number + 1));"
        "number == 1 and sys.exit('not this time');"
        "H = type('H', (http.server.BaseHTTPRequestHandler,), {'do_GET': lambda self:"
        " (self.send_response(200), self.end_headers()), 'log_message': lambda *_: None});"
        f"server = http.server.HTTPServer(('127.0.0.1', {unused_tcp_port}), H);"
        "[server.handle_request() for _ in range(3)] if number == 0 else server.serve_forever()"
    )
    spec = ProcessSpec(
        "moody",
        (sys.executable, "-c", program),
        port=unused_tcp_port,
        ready_url=f"http://127.0.0.1:{unused_tcp_port}/",
    )
    reported: list[str] = []
    supervisor = Supervisor([spec], logs, reported.append, restart_delays=(0.01,))
    async with supervisor.running(client):
        watching = asyncio.create_task(supervisor.watch(client))
        for _ in range(3):
            with contextlib.suppress(httpx.HTTPError):
                await client.get(f"http://127.0.0.1:{unused_tcp_port}/")
        assert await eventually(partial(has_started, reported, "moody", 2))
        watching.cancel()
    assert any("not this time" in line for line in reported)


async def test_error_of_prepare_at_a_restart_ends_the_watch(
    tmp_path: Path, logs: Path, client: httpx.AsyncClient
) -> None:
    prepared: list[int] = []

    def prepare() -> None:
        prepared.append(1)
        if len(prepared) > 1:
            raise RuntimeError("a migration was changed")

    spec = ProcessSpec("Supabase", (sys.executable, "-c", ""), prepare=prepare)
    supervisor = Supervisor([spec], logs, print, restart_delays=(0.0,))
    async with supervisor.running(client):
        with pytest.raises(RuntimeError, match="migration was changed"):
            await asyncio.wait_for(supervisor.watch(client), 30)


async def test_failed_start_stops_the_other_processes(
    new_server: NewServer, logs: Path, client: httpx.AsyncClient, unused_tcp_port: int
) -> None:
    server = new_server("one")
    broken = ProcessSpec(
        "broken",
        (sys.executable, "-c", "raise SystemExit('no luck today')"),
        port=unused_tcp_port,
        ready_url="http://127.0.0.1:9/",
    )
    with pytest.raises(ProcessFailed, match=r"(?s)broken stopped by itself with exit code 1.*no luck today"):
        async with Supervisor([server.spec, broken], logs, print).running(client):
            pytest.fail("one process did not start")
    assert wait_until(lambda: not server._pid_file.exists() or not is_alive(server.pid))


async def test_error_of_prepare_is_raised_unchanged(logs: Path, client: httpx.AsyncClient) -> None:
    def prepare() -> None:
        raise RuntimeError("Node.js 20 or newer is needed")

    spec = ProcessSpec("Supabase", ("true",), prepare=prepare)
    with pytest.raises(RuntimeError, match=r"Node\.js 20"):
        async with Supervisor([spec], logs, print).running(client):
            pytest.fail("prepare failed")


async def test_log_of_earlier_run_remains_and_is_not_shown(
    tmp_path: Path, logs: Path, client: httpx.AsyncClient
) -> None:
    log = logs / "broken.log"
    log.write_text("usage.unsent from yesterday\n")
    broken = ProcessSpec(
        "broken", (sys.executable, "-c", "raise SystemExit('today')"), ready_url="http://127.0.0.1:9/"
    )
    with pytest.raises(ProcessFailed) as raised:
        async with Supervisor([broken], logs, print).running(client):
            pytest.fail("the process did not start")
    assert "today" in str(raised.value)
    assert "yesterday" not in str(raised.value)
    assert log.read_text() == "usage.unsent from yesterday\ntoday\n"


async def test_kill_does_not_wait(new_server: NewServer, logs: Path, client: httpx.AsyncClient) -> None:
    server = new_server("one")
    supervisor = Supervisor([server.spec], logs, print)
    async with supervisor.running(client):
        pid = server.pid
        supervisor.kill()
        assert await asyncio.to_thread(wait_until, lambda: not is_alive(pid), 2.0)
