"""A missing or old Python is reported in one sentence, before anything is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
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


def test_build_names_the_missing_python_of_lambda_before_it_installs(tmp_path: Path) -> None:
    """On a fresh clone: no environment, and only the Python that runs the tools."""
    clone = tmp_path / "clone"
    (clone / "scripts").mkdir(parents=True)
    for name in ("Makefile", "scripts/lambda_python.py", "scripts/install.py"):
        shutil.copy(ROOT / name, clone / name)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "cmp", "mkdir", "make"):
        (programs / name).symlink_to(shutil.which(name) or name)
    (programs / "python3").symlink_to(sys.executable)
    result = subprocess.run(
        ["make", "--no-print-directory", "build"],
        cwd=clone,
        env={"PATH": str(programs), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode != 0
    assert result.stderr.startswith("Python 3.13 is needed, the one Lambda runs")
    assert "pyenv install 3.13" in result.stderr
    assert "Installing" not in result.stdout + result.stderr
    assert {each.name for each in clone.iterdir()} == {"Makefile", "scripts", ".build"}


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
