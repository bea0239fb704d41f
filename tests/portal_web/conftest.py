"""The built site, connected to the running product, and a browser to test it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import httpx
import pytest

from local.stack.site import PACKAGES
from tests.support.product.site_packages import FOLDER, Npx
from tests.support.product.stack import Stack, until
from tests.support.suite.missing import missing

CHROMIUM = os.environ.get("PORTAL_CHROMIUM") or "/usr/bin/chromium"


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
def site(
    npx: Npx,
    stack: Stack,
    chromium: str,
    tmp_path_factory: pytest.TempPathFactory,
    unused_tcp_port_factory: Callable[[], int],
) -> Iterator[Npx]:
    """Serve the built site on a free port. Yields a runner of programs that connect to it."""
    port, built = unused_tcp_port_factory(), tmp_path_factory.mktemp("site")
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
