"""Builds the site, serves it over the running `make dev` on a port of its own, and runs npm scripts on it.

``python -m scripts.site_over_product SCRIPT [SCRIPT ...]``: the built site is what is deployed, and the
development server is not what should be measured or photographed.
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

from local.stack.node_packages import node
from local.stack.site import PACKAGES

_ANSWER_SECONDS = 60


def main(scripts: Sequence[str]) -> int:
    if subprocess.run(_npm("build", "--", "--logLevel", "warn"), cwd=PACKAGES.folder, check=False).returncode:
        return 1
    port = _free_port()
    environment = {**os.environ, "PORTAL_WEB_PORT": str(port)}
    vite = str(PACKAGES.folder / "node_modules/vite/bin/vite.js")
    with subprocess.Popen(
        [node(), vite, "preview"], cwd=PACKAGES.folder, env=environment, stdout=subprocess.DEVNULL
    ) as server:
        try:
            if not _runs(f"http://127.0.0.1:{port}/config.json"):
                print("The product does not run here: start it with `make dev`.", file=sys.stderr)
                return 1
            codes = [
                subprocess.run(_npm(name), cwd=PACKAGES.folder, env=environment, check=False).returncode
                for name in scripts
            ]
        finally:
            server.terminate()
    return max(codes, default=0)


def _npm(*words: str) -> list[str]:
    return ["npm", "run", "--silent", *words]


def _runs(url: str) -> bool:
    """Return whether the product answers, once the server does: it says 503 without one."""
    end = time.monotonic() + _ANSWER_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own server)
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
