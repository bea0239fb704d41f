"""A router simulator in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from tests.support.servers.ports import free_port

ROUTER_KEY = "router-key-that-nobody-sees"


@dataclass
class RouterProcess:
    url: str

    def set_behaviour(self, **behaviour: object) -> None:
        """Change how the simulator responds, by the fields of its ``/_sim/behaviour``."""
        answer = httpx.put(f"{self.url}/_sim/behaviour", json=behaviour, trust_env=False)
        answer.raise_for_status()


@contextmanager
def router_process() -> Iterator[RouterProcess]:
    """Start a simulator on a free port; stop it when the block ends."""
    port = free_port()
    argv = [sys.executable, "-m", "local.simulator", "--port", str(port)]
    process = subprocess.Popen(argv, env={**os.environ, "LOCAL_ROUTER_KEY": ROUTER_KEY})
    router = RouterProcess(f"http://127.0.0.1:{port}")
    for _ in range(300):
        try:
            httpx.get(f"{router.url}/api/v1/ping", trust_env=False)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield router
    process.terminate()
    process.wait(10)
