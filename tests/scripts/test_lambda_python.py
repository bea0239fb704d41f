"""Lambda's Python is found where version managers put it, and nothing else is taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.lambda_python import VERSION, lambda_python


def stand_in(path: Path, *, version: str = VERSION, works: bool = True) -> Path:
    """Make a program that answers as an interpreter would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    answer = f"echo {version} {path}" if works else "echo 'pyenv: version not installed' >&2; exit 1"
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing but what the test puts on it."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path / "uv"))
    return tmp_path


def test_on_the_path(machine: Path) -> None:
    installed = stand_in(machine / "bin" / f"python{VERSION}")
    assert lambda_python() == installed


def test_installed_by_pyenv_and_not_selected(machine: Path) -> None:
    stand_in(machine / "bin" / f"python{VERSION}", works=False)
    installed = stand_in(machine / "pyenv" / "versions" / f"{VERSION}.0" / "bin" / f"python{VERSION}")
    assert lambda_python() == installed


def test_another_version_is_not_taken(machine: Path) -> None:
    stand_in(machine / "bin" / f"python{VERSION}", version="3.12")
    assert lambda_python() is None
