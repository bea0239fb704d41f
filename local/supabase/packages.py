"""The Node packages of the embedded server."""

from __future__ import annotations

from pathlib import Path

from local.processes.node_packages import NodePackages

PACKAGES = NodePackages(Path(__file__).parent, "the embedded Supabase")
CLI = PACKAGES.folder / "node_modules" / "@supabase" / "lite" / "dist" / "cli" / "index.js"
