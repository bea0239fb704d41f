"""The portal's site on this machine: Vite's development server, which loads what is changed at once."""

from __future__ import annotations

from local.stack.node_packages import NodePackages, node
from local.stack.processes.program import ROOT

PACKAGES = NodePackages(ROOT / "portal-web", "the portal's site")

_VITE = PACKAGES.folder / "node_modules" / "vite" / "bin" / "vite.js"


def serving() -> tuple[str, ...]:
    """Return the command of the server; port and state folder are in its environment. Raises NodeMissing."""
    return (node(), str(_VITE), "--clearScreen", "false")
