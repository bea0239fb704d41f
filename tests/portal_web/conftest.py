"""The built site, connected to the running product, and a browser to test it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from local.processes.node_packages import node
from local.stack.site import PACKAGES
from tests.support.missing import missing
from tests.support.stack import Stack, until
from tests.support.supabase import free_port

FOLDER = PACKAGES.folder
CHROMIUM = os.environ.get("PORTAL_CHROMIUM") or "/usr/bin/chromium"


@dataclass(frozen=True, slots=True)
class Npx:
    """Runs programs of the site's Node packages in its folder, with ``environment``."""

    environment: Mapping[str, str]

    def command(self, program: str, *args: str) -> list[str]:
        return [node(), str(FOLDER / "node_modules" / program), *args]

    def run(self, program: str, *args: str, seconds: float = 300) -> None:
        """Run the program, and fail with its output if it fails."""
        result = subprocess.run(
            self.command(program, *args),
            cwd=FOLDER, env=dict(self.environment), text=True, timeout=seconds, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if result.returncode != 0:
            pytest.fail(result.stdout[-12_000:], pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser."""
    path = shutil.which(CHROMIUM)
    if path is None:
        missing(f"no browser at {CHROMIUM}: install Debian's chromium, or set PORTAL_CHROMIUM")
    return path


@pytest.fixture(scope="session")
def npx() -> Npx:
    """The Node packages, without the portal's environment variables."""
    PACKAGES.install()
    ours = ("PORTAL_", "LOCAL_", "VITE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return Npx({**inherited, "PYTHON": sys.executable})


@pytest.fixture(scope="session")
def site(npx: Npx, stack: Stack, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Npx]:
    """Serve the built site on a free port. Yields a runner of programs that connect to it."""
    port, built = free_port(), tmp_path_factory.mktemp("site")
    npx.run("vite/bin/vite.js", "build", "--outDir", str(built), "--logLevel", "warn")
    connected = Npx(
        {
            **npx.environment,
            "PORTAL_WEB_PORT": str(port),
            "PORTAL_STATE_DIR": str(stack.state.folder),
            "PORTAL_CHROMIUM": chromium,
        }
    )
    with subprocess.Popen(
        connected.command("vite/bin/vite.js", "preview", "--outDir", str(built)),
        cwd=FOLDER,
        env=dict(connected.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/robots.txt", server)
            yield connected
        finally:
            server.terminate()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    with httpx.Client(trust_env=False) as client:
        for _ in until(60):
            assert server.poll() is None, "vite preview exited"
            try:
                client.get(url).raise_for_status()
            except httpx.HTTPError:
                continue
            return
    pytest.fail("vite preview did not respond within 60 s", pytrace=False)


def specs() -> list[Path]:
    """Return the browser tests, sorted by name."""
    return sorted((FOLDER / "e2e").rglob("*.spec.ts"), key=lambda spec: spec.name)
