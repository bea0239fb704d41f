"""A simulated router in a process of its own stops listening, and is healed by time or by a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from local.paths import ROOT
from tests.support.servers.ports import free_port


def answers(url: str) -> bool:
    try:
        httpx.get(f"{url}/_sim/pid", trust_env=False, timeout=2)
    except httpx.ConnectError:
        return False
    return True


def wait_until(url: str, *, answering: bool) -> None:
    end = time.monotonic() + 20
    while answers(url) is not answering:
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def router_process() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "local.simulator", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_until(f"http://127.0.0.1:{port}", answering=True)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        assert process.wait(10) in {0, -signal.SIGTERM}


def refuse(url: str, seconds: float) -> None:
    body = {"refuse_connections_seconds": seconds}
    httpx.put(f"{url}/_sim/behaviour", json=body, trust_env=False).raise_for_status()


def test_connections_are_refused_for_the_time_or_until_a_signal() -> None:
    with router_process() as url:
        refuse(url, 0.3)
        wait_until(url, answering=False)
        wait_until(url, answering=True)
        pid = int(httpx.get(f"{url}/_sim/pid", trust_env=False).text)
        refuse(url, 60)
        wait_until(url, answering=False)
        os.kill(pid, signal.SIGHUP)
        wait_until(url, answering=True)
        assert httpx.get(f"{url}/_sim/behaviour", trust_env=False).json()["refuse_connections_seconds"] == 0
