"""The built site, served over the running product, and a browser to look at it with."""

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

from local.stack.node_packages import node
from local.stack.site import PACKAGES
from tests.support.missing import missing
from tests.support.stack import Stack, until
from tests.support.supabase import free_port

FOLDER = PACKAGES.folder
CHROMIUM = os.environ.get("PORTAL_CHROMIUM") or "/usr/bin/chromium"


@dataclass(frozen=True, slots=True)
class Npx:
    """The programs of the site's Node packages, run in its folder with ``environment``."""

    environment: Mapping[str, str]

    def command(self, program: str, *words: str) -> list[str]:
        return [node(), str(FOLDER / "node_modules" / program), *words]

    def run(self, program: str, *words: str, seconds: float = 300) -> None:
        """Run to the end. What it said is the failure."""
        done = subprocess.run(
            self.command(program, *words),
            cwd=FOLDER, env=dict(self.environment), text=True, timeout=seconds, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode != 0:
            pytest.fail(done.stdout[-12_000:], pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser."""
    found = shutil.which(CHROMIUM)
    if found is None:
        missing(f"no browser at {CHROMIUM}: install Debian's chromium, or name one in PORTAL_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def npx() -> Npx:
    """The Node packages by themselves, with no setting from outside."""
    PACKAGES.install()
    ours = ("PORTAL_", "LOCAL_", "VITE_")
    outside = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return Npx({**outside, "PYTHON": sys.executable})


@pytest.fixture(scope="session")
def site(npx: Npx, stack: Stack, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Npx]:
    """The site as it is deployed, on a port of its own; yields what runs programs that know where it is."""
    port, built = free_port(), tmp_path_factory.mktemp("site")
    npx.run("vite/bin/vite.js", "build", "--outDir", str(built), "--logLevel", "warn")
    knowing = Npx(
        {
            **npx.environment,
            "PORTAL_WEB_PORT": str(port),
            "PORTAL_STATE_DIR": str(stack.state.folder),
            "PORTAL_CHROMIUM": chromium,
        }
    )
    with subprocess.Popen(
        knowing.command("vite/bin/vite.js", "preview", "--outDir", str(built)),
        cwd=FOLDER,
        env=dict(knowing.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/robots.txt", server)
            yield knowing
        finally:
            server.terminate()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    with httpx.Client(trust_env=False) as client:
        for _ in until(60):
            assert server.poll() is None, "vite preview ended by itself"
            try:
                client.get(url).raise_for_status()
            except httpx.HTTPError:
                continue
            return
    pytest.fail("vite preview did not answer within 60 s", pytrace=False)


def specs() -> list[Path]:
    """The browser tests, in the order of their names."""
    return sorted((FOLDER / "e2e").glob("*.spec.ts"))
