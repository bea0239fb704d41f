"""The whole product, as ``make dev`` starts it, for end-to-end tests.

``stack`` is started once per worker on free ports, with its own state folder. Tests share its rows, so each
test reads only what it made. A test that stops, kills or restarts the product starts its own:
``with running(folder)``. Every test run imports this module for its fixtures: what takes long to import is
imported inside of them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.servers.ports import free_port

if TYPE_CHECKING:
    from local.stack.state import ProductAccess

_WATCHDOG = str(Path(__file__).parents[3] / "local" / "processes" / "parent_watchdog.py")
_READY = "Ctrl-C stops everything"
_START_SECONDS = 150.0
_STOP_SECONDS = 40.0


def environment_for(folder: Path, **settings: str) -> dict[str, str]:
    """Return an environment for ``python -m local`` whose only settings are ``settings``, by name."""
    prefixes = ("PORTAL_", "LOCAL_", "AWS_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}
    return {**inherited, "LOCAL_ENV_FILE": os.devnull, "PORTAL_STATE_DIR": str(folder), **settings}


class Stack:
    """A running product. ``output`` holds the lines that it wrote to the terminal."""

    def __init__(self, process: subprocess.Popen[str], folder: Path, environment: dict[str, str]) -> None:
        from local.stack.state import State

        self.process = process
        self.state = State(folder)
        self.environment = environment
        self.output: list[str] = []
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @classmethod
    def start(cls, folder: Path, **settings: str) -> Stack:
        """Start on free ports, with ``settings`` by name, and return when everything answers."""
        ports = {
            f"PORTAL_{name}_PORT": str(free_port()) for name in ("API", "WEB", "SUPABASE", "QUEUE", "ROUTER")
        }
        environment = environment_for(folder, **{**ports, **settings})
        process = subprocess.Popen(
            # Under a watchdog: a test run that is killed leaves no process behind.
            [sys.executable, "-IS", _WATCHDOG, "--kill-after", "30", sys.executable, "-m", "local", "dev"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            start_new_session=True,
        )
        stack = cls(process, folder, environment)
        if not stack._ready.wait(_START_SECONDS) or process.poll() is not None:
            stack.stop()
            raise RuntimeError(f"the product did not start:\n{''.join(stack.output)}")
        return stack

    @property
    def pid(self) -> int:
        """Process id of the supervisor: of ``python -m local dev`` itself."""
        return int((self.state.folder / "lock").read_text())

    def ports(self) -> dict[str, str]:
        """Return the settings of its ports, to start another product on the same ones."""
        return {name: value for name, value in self.environment.items() if name.endswith("_PORT")}

    @property
    def access(self) -> ProductAccess:
        access = self.state.access()
        assert access is not None
        return access

    def session(self) -> str:
        """Return an access token of the demo account."""
        import httpx

        access = self.access
        answer = httpx.post(
            f"{access.supabase_url}/auth/v1/token?grant_type=password",
            json={"email": access.email, "password": access.password},
            headers={"apikey": access.supabase_publishable_key},
            timeout=30,
            trust_env=False,
        )
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of ``python -m local`` with the settings of the product."""
        return subprocess.run(
            [sys.executable, "-m", "local", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=self.environment,
        )

    def processes(self) -> list[int]:
        """Return the ids of its processes, descendants included (Linux only)."""
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
        found = [self.process.pid]
        for pid in found:
            found.extend(child for child, parent in parents.items() if parent == pid)
        return found

    def stop(self, signal_number: signal.Signals = signal.SIGINT) -> int:
        """Send the signal, that of Ctrl-C by default; return the exit code (128 + signal if it ended it)."""
        if self.process.poll() is None:
            os.kill(self.pid, signal_number)
        try:
            return self.process.wait(_STOP_SECONDS)
        finally:
            self._reader.join(5)
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    pipe.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line)
            if _READY in line:
                self._ready.set()
        self._ready.set()


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Stack]:
    """Start a product for one test, with the state in ``folder``. The test may stop it earlier."""
    stack = Stack.start(folder, **settings)
    try:
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole product, shared by the tests of a worker."""
    with running(tmp_path_factory.mktemp("stack")) as stack:
        yield stack


def until(seconds: float) -> Iterator[None]:
    """Yield every 100 ms until ``seconds`` have passed: ``for _ in until(10): …``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.1)
