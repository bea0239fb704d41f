"""A missing or old Python is reported in one sentence, before anything is installed."""

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
def test_missing_python_is_reported(target: str) -> None:
    result = make(target, "PYTHON=python3.99")
    assert result.returncode != 0
    assert result.stderr.startswith("Python 3.11 or newer is needed, and 'python3.99' cannot be found.")
    assert "make PYTHON=" in result.stderr


def test_old_python_is_reported(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo "Python 3.8.20"; exit; }\nexit 1\n')
    old.chmod(0o755)
    result = make("dev", f"PYTHON={old}")
    assert result.returncode != 0
    assert f"'{old}' is Python 3.8.20." in result.stderr


def test_help_lists_commands_of_the_readme() -> None:
    output = make().stdout
    assert "make dev " in output
    assert "make test " in output


@pytest.mark.parametrize("lock", ["dev", "local"])
def test_pip_is_pinned_with_hashes(lock: str) -> None:
    entry = _entry("pip", (ROOT / "requirements" / f"{lock}.txt").read_text())
    first, *hashes = entry.splitlines()
    assert first.startswith("pip==")
    assert hashes
    assert all(line.strip().startswith("--hash=sha256:") for line in hashes)


def test_unlocked_package_has_no_entry() -> None:
    assert _entry("pip", "pipdeptree==2.0 \\\n    --hash=sha256:00\n") == ""
