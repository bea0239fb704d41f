"""Installed Node packages are those of the lock files, which name no registry."""

from __future__ import annotations

import json

import pytest

from local.processes.node_packages import OLDEST_NODE, NodePackages, parse_version
from local.stack.site import PACKAGES as SITE
from local.supabase.packages import PACKAGES as EMBEDDED


@pytest.mark.timeout(600)
@pytest.mark.parametrize("packages", [EMBEDDED, SITE], ids=lambda packages: packages.folder.name)
def test_install_is_needed_once(packages: NodePackages) -> None:
    packages.install()
    assert packages.is_installed()
    assert not packages.install()


@pytest.mark.parametrize("packages", [EMBEDDED, SITE], ids=lambda packages: packages.folder.name)
def test_lock_file_fits_every_platform_and_names_no_registry(packages: NodePackages) -> None:
    text = (packages.folder / "package-lock.json").read_text()
    assert "resolved" not in text
    locked: dict[str, dict[str, dict[str, str]]] = json.loads(text)["packages"]
    for name, entry in locked.items():
        for optional in entry.get("optionalDependencies", {}):
            assert any(path.endswith(f"node_modules/{optional}") for path in locked), f"{name}: {optional}"


@pytest.mark.parametrize(
    ("output", "is_new_enough"),
    [("v20.19.0", True), ("v22.1.0", True), ("v20.18.3", False), ("v18.20.1", False), ("", False)],
)
def test_node_version_is_compared(output: str, is_new_enough: bool) -> None:
    assert (parse_version(output) >= OLDEST_NODE) is is_new_enough
