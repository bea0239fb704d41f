"""The whole product, as ``make dev`` starts it, for tests that go through all of it.

``stack`` is started once for all tests on free ports, with a state folder of its own. Tests share its rows:
look at what you made yourself. To stop, kill or restart, take one of your own: ``with running(folder)``.
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

import httpx
import pytest

from local.stack.state import Access, State
from tests.support.supabase import free_port

_WATCHDOG = str(Path(__file__).parents[2] / "local" / "stack" / "processes" / "parent_watchdog.py")
_READY = "Ctrl-C stops everything"
_START_SECONDS = 150.0
_STOP_SECONDS = 40.0


def environment_of(folder: Path, **chosen: str) -> dict[str, str]:
    """Return an environment for ``python -m local`` with no setting but those given here."""
    ours = ("PORTAL_", "LOCAL_", "AWS_")
    outside = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**outside, "LOCAL_ENV_FILE": os.devnull, "PORTAL_STATE_DIR": str(folder), **chosen}


class Stack:
    """A running product. ``said`` is what it wrote to the terminal, line by line."""

    def __init__(self, process: subprocess.Popen[str], state: State, environment: dict[str, str]) -> None:
        self.process = process
        self.state = state
        self.environment = environment
        self.said: list[str] = []
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @classmethod
    def start(cls, folder: Path, **chosen: str) -> Stack:
        """Start on free ports and return when everything answers; ``chosen`` are settings by name."""
        ports = {
            f"PORTAL_{name}_PORT": str(free_port()) for name in ("API", "WEB", "SUPABASE", "QUEUE", "ROUTER")
        }
        environment = environment_of(folder, **{**ports, **chosen})
        process = subprocess.Popen(
            # Under a watchdog: a test run that is killed leaves no product behind.
            [sys.executable, "-IS", _WATCHDOG, "--patience", "30", sys.executable, "-m", "local", "dev"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            start_new_session=True,
        )
        stack = cls(process, State(folder), environment)
        if not stack._ready.wait(_START_SECONDS) or process.poll() is not None:
            stack.stop()
            raise RuntimeError(f"the product did not start:\n{''.join(stack.said)}")
        return stack

    @property
    def pid(self) -> int:
        """The process id of the supervisor, which is ``make dev`` itself."""
        return int((self.state.folder / "lock").read_text())

    def ports(self) -> dict[str, str]:
        """Return the settings of its ports, for another one in its place."""
        return {name: value for name, value in self.environment.items() if name.endswith("_PORT")}

    @property
    def access(self) -> Access:
        access = self.state.access()
        assert access is not None
        return access

    def session(self) -> str:
        """Return an access token of the demo account."""
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
        """Run a command of ``python -m local`` beside the product."""
        return subprocess.run(
            [sys.executable, "-m", "local", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=self.environment,
        )

    def processes(self) -> list[int]:
        """Return the ids of everything that runs for it (Linux)."""
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

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop as Ctrl-C does, or as told, and return the exit code (128 + signal where one ended it)."""
        if self.process.poll() is None:
            os.kill(self.pid, how)
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
            self.said.append(line)
            if _READY in line:
                self._ready.set()
        self._ready.set()


@contextmanager
def running(folder: Path, **chosen: str) -> Iterator[Stack]:
    """A product for one test, over what ``folder`` remembers. The test may stop it earlier."""
    stack = Stack.start(folder, **chosen)
    try:
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole product, shared by all tests."""
    with running(tmp_path_factory.mktemp("stack")) as stack:
        yield stack


def until(seconds: float) -> Iterator[None]:
    """Yield every 100 ms for so long: ``for _ in until(10): …``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.1)
