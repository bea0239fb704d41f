"""What is missing on a newcomer's machine is one sentence, before anything is installed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts.install import ROOT, _entry


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("target", ["dev", "test", "check"])
def test_a_missing_python_is_told(target: str) -> None:
    done = make(target, "PYTHON=python3.99")
    assert done.returncode != 0
    assert done.stderr.startswith("Python 3.11 or newer is needed, and 'python3.99' cannot be found.")
    assert "make PYTHON=" in done.stderr


def test_an_old_python_is_told(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo "Python 3.8.20"; exit; }\nexit 1\n')
    old.chmod(0o755)
    done = make("dev", f"PYTHON={old}")
    assert done.returncode != 0
    assert f"'{old}' is Python 3.8.20." in done.stderr


def test_help_names_the_two_commands_of_the_readme() -> None:
    said = make().stdout
    assert "make dev " in said
    assert "make test " in said


@pytest.mark.parametrize("lock", ["dev", "local"])
def test_the_installer_is_pinned_in_the_locks(lock: str) -> None:
    entry = _entry("pip", (ROOT / "requirements" / f"{lock}.txt").read_text())
    first, *hashes = entry.splitlines()
    assert first.startswith("pip==")
    assert hashes
    assert all(line.strip().startswith("--hash=sha256:") for line in hashes)


def test_a_package_that_is_not_in_a_lock_has_no_entry() -> None:
    assert _entry("pip", "pipdeptree==2.0 \\\n    --hash=sha256:00\n") == ""
