"""Start and load the servers: each alone on the first processor, everything else on the second."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from benchmarks.upstream import Load
from portal.keys.secret import new_secret

ROOT = Path(__file__).resolve().parent.parent
SERVED_ON, LOADED_FROM = {0}, {1}
UVICORN = ("--host", "127.0.0.1", "--no-access-log", "--log-level", "warning", "--loop", "uvloop")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A running server. ``request`` returns path, headers and body for a kind of load (see ``upstream``)."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    request: Callable[[Load], Mapping[str, Any]]

    def rss_mb(self) -> float:
        """Resident memory of the process and its children, in MB."""
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self._pids())
        return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)

    def cpu_seconds(self) -> float:
        """Processor time of the process and its children, the figure that a busy machine distorts least."""
        ticks = 0
        for pid in self._pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _pids(self) -> list[int]:
        pids = [self.process.pid]
        for pid in pids:
            pids += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return pids


class BenchmarkMachine:
    """Context manager that runs the upstream, which is the queue too. ``chat`` is the request body."""

    def __init__(self, chat: Mapping[str, Any]) -> None:
        self._chat = chat
        self._key = new_secret()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        port = free_port()
        process = self.start([sys.executable, "-m", "benchmarks.upstream", str(port)], port, LOADED_FROM)
        self.upstream_name = "raw asyncio protocol on uvloop"
        self.upstream = Server("direct", port, process, self._router_request)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def upstream_url(self) -> str:
        return f"http://127.0.0.1:{self.upstream.port}"

    def start(
        self, command: Sequence[str], port: int, processors: set[int], env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start ``command``, wait until it listens on ``port``, and stop it when the machine closes."""
        log = self._stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(env or {})}, stdout=log, stderr=subprocess.STDOUT
        )
        os.sched_setaffinity(process.pid, processors & os.sched_getaffinity(0) or os.sched_getaffinity(0))
        self._stack.callback(stop, process)
        for _ in range(600):
            if process.poll() is not None:
                log.seek(0)
                raise RuntimeError(f"{' '.join(command)} ended: {log.read().decode()[-2000:]}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return process
            time.sleep(0.1)
        raise RuntimeError(f"{' '.join(command)} did not listen on {port}")

    @contextmanager
    def serving(
        self,
        name: str,
        application: str,
        env: Mapping[str, str],
        request: Callable[[Load], Mapping[str, Any]],
    ) -> Iterator[Server]:
        port = free_port()
        command = [sys.executable, "-m", "uvicorn", application, *UVICORN, "--port", str(port)]
        process = self.start(command, port, SERVED_ON, env)
        try:
            yield Server(name, port, process, request)
        finally:
            stop(process)

    @contextmanager
    def floor(self) -> Iterator[Server]:
        env = {"BENCH_UPSTREAM": self.upstream_url}
        with self.serving("floor", "benchmarks.floor:app", env, self._router_request) as server:
            yield server

    @contextmanager
    def gateway(self) -> Iterator[Server]:
        env = {
            "BENCH_UPSTREAM": self.upstream_url,
            "BENCH_QUEUE": self.upstream_url,
        }
        with self.serving("gateway", "benchmarks.subject:app", env, self.chat_request) as server:
            yield server

    def _router_request(self, load: Load) -> Mapping[str, Any]:
        prompt = "".join(message["content"] for message in self._chat["messages"])
        body = {"prompt": prompt, "prompt_type": 0, "stream": load.streams, "max_tokens": 64}
        return {"path": f"/api/v3/completions/{load.value}", "headers": {}, "body": body}

    def chat_request(self, load: Load) -> Mapping[str, Any]:
        """Return a request for the alias of this kind of load: the upstream has a session for each kind."""
        body = {**self._chat, "model": f"bench-{load.value}", "stream": load.streams}
        headers = {"authorization": f"Bearer {self._key}"}
        return {"path": "/v1/chat/completions", "headers": headers, "body": body}

    def load(self, server: Server, load: Load, connections: int, seconds: float) -> dict[str, Any]:
        """Return the figures of one run. A run with ``failures`` measures nothing."""
        plan = {"host": "127.0.0.1", "port": server.port, "connections": connections, "seconds": seconds}
        plan |= {**server.request(load), "expected": load.expected}
        for warm_up in (True, False):
            once = {**plan, "seconds": min(1.0, seconds)} if warm_up else plan
            command = [sys.executable, "-m", "benchmarks.load", json.dumps(once)]
            cpu_before = server.cpu_seconds()
            ran = subprocess.run(
                command,
                cwd=ROOT,
                check=True,
                capture_output=True,
                preexec_fn=lambda: os.sched_setaffinity(0, LOADED_FROM & os.sched_getaffinity(0) or {0}),
            )
        figures: dict[str, Any] = json.loads(ran.stdout)
        figures["cpu_ms"] = round((server.cpu_seconds() - cpu_before) * 1000 / max(1, figures["requests"]), 4)
        return figures

    def soak(self, server: Server, minutes: float) -> list[float]:
        """Return the resident memory before and after each tenth of ``minutes`` of mixed load."""
        memory = [server.rss_mb()]
        for _ in range(10):
            self.load(server, Load.UNARY, 16, minutes * 3)
            self.load(server, Load.STREAM, 16, minutes * 3)
            memory.append(server.rss_mb())
        return memory


def stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
