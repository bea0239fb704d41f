"""Starting, failing and stopping, with small programs in the place of the real ones."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from local.stack.processes.program import Program, ProgramFailed
from local.stack.processes.supervisor import Supervisor
from local.stack.state import State
from tests.local.test_leash import is_alive, wait_until
from tests.support.supabase import free_port

SERVER = """
import http.server, os, pathlib, signal, sys
pathlib.Path(sys.argv[2]).write_text(str(os.getpid()))
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
        if self.path == "/fail": print("out of luck", flush=True); os._exit(3)
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


class Site:
    """A program that serves, and tells its process id in a file."""

    def __init__(self, folder: Path, name: str) -> None:
        self.port = free_port()
        self._pid_file = folder / f"{name}.pid"
        self.program = Program(
            name,
            (sys.executable, "-c", SERVER, str(self.port), str(self._pid_file)),
            port=self.port,
            ready_url=f"http://127.0.0.1:{self.port}/",
        )

    @property
    def pid(self) -> int:
        return int(self._pid_file.read_text())


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path)
    state.prepare()
    return state


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


async def test_all_answer_inside_and_none_lives_outside(
    tmp_path: Path, state: State, client: httpx.AsyncClient
) -> None:
    sites = [Site(tmp_path, name) for name in ("one", "two")]
    said: list[str] = []
    async with Supervisor([site.program for site in sites], state, said.append).started(client):
        for site in sites:
            assert (await client.get(f"http://127.0.0.1:{site.port}/")).status_code == 200
        pids = [site.pid for site in sites]
    assert not any(is_alive(pid) for pid in pids)
    assert {line.split()[0] for line in said} == {"one", "two"}


async def test_a_program_that_ends_is_told_with_the_end_of_its_log(
    tmp_path: Path, state: State, client: httpx.AsyncClient
) -> None:
    site, other = Site(tmp_path, "unlucky one"), Site(tmp_path, "other")
    supervisor = Supervisor([other.program, site.program], state, print)
    async with supervisor.started(client):
        watching = asyncio.create_task(supervisor.watch())
        with contextlib.suppress(httpx.HTTPError):
            await client.get(f"http://127.0.0.1:{site.port}/fail")
        with pytest.raises(ProgramFailed) as told:
            await asyncio.wait_for(watching, 10)
    sentence = str(told.value)
    assert sentence.startswith("unlucky one stopped by itself with exit code 3.")
    assert str(state.folder / "logs" / "unlucky-one.log") in sentence
    assert "out of luck" in sentence
    assert not is_alive(other.pid)


async def test_a_program_that_cannot_start_stops_the_others(
    tmp_path: Path, state: State, client: httpx.AsyncClient
) -> None:
    site = Site(tmp_path, "one")
    broken = Program(
        "broken",
        (sys.executable, "-c", "raise SystemExit('no luck today')"),
        port=free_port(),
        ready_url="http://127.0.0.1:9/",
    )
    with pytest.raises(ProgramFailed, match=r"(?s)broken stopped by itself with exit code 1.*no luck today"):
        async with Supervisor([site.program, broken], state, print).started(client):
            pytest.fail("not everything answers")
    assert wait_until(lambda: not site._pid_file.exists() or not is_alive(site.pid))


async def test_what_fails_to_prepare_is_told_as_it_is(state: State, client: httpx.AsyncClient) -> None:
    def prepare() -> None:
        raise RuntimeError("Node.js 20 or newer is needed")

    program = Program("Supabase", ("true",), prepare=prepare)
    with pytest.raises(RuntimeError, match=r"Node\.js 20"):
        async with Supervisor([program], state, print).started(client):
            pytest.fail("nothing was prepared")


async def test_logs_of_earlier_runs_stay_and_are_not_told(
    tmp_path: Path, state: State, client: httpx.AsyncClient
) -> None:
    log = state.log("broken")
    log.write_text("usage.unsent from yesterday\n")
    broken = Program(
        "broken", (sys.executable, "-c", "raise SystemExit('today')"), ready_url="http://127.0.0.1:9/"
    )
    with pytest.raises(ProgramFailed) as told:
        async with Supervisor([broken], state, print).started(client):
            pytest.fail("it is broken")
    assert "today" in str(told.value)
    assert "yesterday" not in str(told.value)
    assert log.read_text() == "usage.unsent from yesterday\ntoday\n"


async def test_killing_does_not_wait(tmp_path: Path, state: State, client: httpx.AsyncClient) -> None:
    site = Site(tmp_path, "one")
    supervisor = Supervisor([site.program], state, print)
    async with supervisor.started(client):
        pid = site.pid
        supervisor.kill()
        assert await asyncio.to_thread(wait_until, lambda: not is_alive(pid), 2.0)
