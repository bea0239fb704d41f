"""The portal's site on one machine: Vite's development server, with hot reload."""

from __future__ import annotations

from local.paths import ROOT
from local.processes.node_packages import NodePackages, node

PACKAGES = NodePackages(ROOT / "portal-web", "the portal's site")

VITE = PACKAGES.folder / "node_modules" / "vite" / "bin" / "vite.js"


def dev_server_command() -> tuple[str, ...]:
    """Return the command of the server, which reads port and state folder from its environment.

    Raises NodeMissing.
    """
    return (node(), str(VITE), "--clearScreen", "false")
