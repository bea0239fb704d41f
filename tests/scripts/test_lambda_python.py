"""Lambda's Python is found where version managers install it; another version is not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.lambda_python import VERSION, lambda_python


def fake_interpreter(path: Path, *, version: str = VERSION, works: bool = True) -> Path:
    """Write a program that answers like an interpreter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    answer = f"echo {version} {path}" if works else "echo 'pyenv: version not installed' >&2; exit 1"
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without Python, but for what the test adds."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path / "uv"))
    return tmp_path


def test_interpreter_on_the_path_is_found(machine: Path) -> None:
    installed = fake_interpreter(machine / "bin" / f"python{VERSION}")
    assert lambda_python() == installed


def test_pyenv_version_that_is_not_selected_is_found(machine: Path) -> None:
    fake_interpreter(machine / "bin" / f"python{VERSION}", works=False)
    installed = fake_interpreter(machine / "pyenv" / "versions" / f"{VERSION}.0" / "bin" / f"python{VERSION}")
    assert lambda_python() == installed


def test_version_of_uv_is_found_without_uv(machine: Path) -> None:
    folder = machine / "uv" / f"cpython-{VERSION}.5-linux-x86_64-gnu"
    installed = fake_interpreter(folder / "bin" / f"python{VERSION}")
    assert lambda_python() == installed


def test_another_version_is_not_used(machine: Path) -> None:
    fake_interpreter(machine / "bin" / f"python{VERSION}", version="3.12")
    assert lambda_python() is None
