"""Build the site, serve it on a free port with the API of the running `make dev`, and run npm scripts on it.

``python -m scripts.run_on_built_site SCRIPT [SCRIPT ...]``. Measurements and screenshots need the built
site, as it is deployed, not the development server.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from local.processes.node_packages import node
from local.stack.site import PACKAGES, VITE

_READY_SECONDS = 60


def main(scripts: Sequence[str]) -> int:
    if subprocess.run(_npm("build", "--", "--logLevel", "warn"), cwd=PACKAGES.folder, check=False).returncode:
        return 1
    port = _free_port()
    environment = {**os.environ, "PORTAL_WEB_PORT": str(port)}
    with subprocess.Popen(
        [node(), str(VITE), "preview"], cwd=PACKAGES.folder, env=environment, stdout=subprocess.DEVNULL
    ) as server:
        try:
            if not _product_answers(f"http://127.0.0.1:{port}/config.json"):
                print("The product is not running: start it with `make dev`.", file=sys.stderr)
                return 1
            codes = [
                subprocess.run(_npm(name), cwd=PACKAGES.folder, env=environment, check=False).returncode
                for name in scripts
            ]
        finally:
            server.terminate()
    return max(codes, default=0)


def _npm(*arguments: str) -> list[str]:
    return ["npm", "run", "--silent", *arguments]


def _product_answers(url: str) -> bool:
    """Wait for the server; return whether the product answers. Without it, the server sends 503."""
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (always a local address)
                return True
        except urllib.error.HTTPError:
            return False
        except OSError:
            time.sleep(0.1)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
