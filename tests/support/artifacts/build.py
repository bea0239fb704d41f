"""The artifacts that are deployed, built for this machine once per state of the sources."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from scripts.build import HERE, SAM, build
from scripts.lambda_python import MISSING, VERSION, lambda_python

ROOT = Path(__file__).parents[3]
BUILDS = ROOT / ".build" / "artifacts"
SOURCES = ("functions", "layers/shared", "template.yaml", "requirements/runtime.txt", "scripts/build.py")
UNUSED_BUILD_SECONDS = 3600.0
"""After this time without use a build is deleted: until then another test run may still use it."""


class CannotBuild(Exception):
    """This machine lacks a tool. The message is one sentence for the developer."""


def require_lambda_python() -> Path:
    """Return the interpreter that builds and runs the artifacts. Raises CannotBuild."""
    python = lambda_python()
    if python is None:
        raise CannotBuild(MISSING)
    if not SAM.exists():
        raise CannotBuild("SAM CLI is not installed: make sam")
    return python


def built() -> Path:
    """Return the folder of the current build: one folder per function, and one for the layer."""
    current = BUILDS / _fingerprint()
    if not current.exists():
        _delete_unused_builds()
        scratch = BUILDS / f"building-{os.getpid()}"
        shutil.rmtree(scratch, ignore_errors=True)
        build(scratch / "build", HERE)
        try:
            scratch.rename(current)
        except OSError:  # another test run finished first
            shutil.rmtree(scratch)
    os.utime(current)
    return current / "build"


def _delete_unused_builds() -> None:
    for older in BUILDS.iterdir() if BUILDS.exists() else ():
        if older.stat().st_mtime < time.time() - UNUSED_BUILD_SECONDS:
            shutil.rmtree(older, ignore_errors=True)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def runtime_packages(python: Path) -> Path:
    """Return a folder like /var/runtime, with the locked versions of the managed runtime's packages."""
    return _packages("managed-runtime", python, ("boto3", "snapshot-restore-py"))


def server_packages(python: Path) -> Path:
    """Return a folder with an ASGI server for ``python``, which serves the same artifacts without Lambda."""
    return _packages("asgi-server", python, ("uvicorn", "uvloop", "httptools"))


def _packages(name: str, python: Path, requirements: Sequence[str]) -> Path:
    lock = ROOT / "requirements" / "dev.txt"
    digest = hashlib.sha256(repr(requirements).encode() + lock.read_bytes()).hexdigest()[:8]
    folder = ROOT / ".build" / f"{name}-{VERSION}-{digest}"
    if not folder.exists():
        scratch = folder.with_name(f"{folder.name}-building-{os.getpid()}")
        uv = shutil.which("uv", path=str(Path(sys.executable).parent))
        assert uv is not None
        options = [
            "--python",
            str(python),
            "--target",
            str(scratch),
            "--only-binary",
            ":all:",
            "-c",
            str(lock),
        ]
        subprocess.run([uv, "pip", "install", "-q", *options, *requirements], check=True)
        # Compiled once, as in Lambda: a folder that is read-only would be compiled at every start.
        subprocess.run([str(python), "-m", "compileall", "-q", str(scratch)], check=True)
        try:
            scratch.rename(folder)
        except OSError:  # another test run finished first
            shutil.rmtree(scratch)
    return folder
