"""The deployed artifacts, built for this machine once for each state of the sources; what they run beside."""

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

ROOT = Path(__file__).parents[2]
BUILDS = ROOT / ".build" / "artifacts"
SOURCES = ("functions", "layers/shared", "template.yaml", "requirements/runtime.txt", "scripts/build.py")
KEPT_SECONDS = 3600.0
"""How long a build is kept that nobody asks for: another run of the tests may be using it."""


class CannotBuild(Exception):
    """This machine has not what it takes. The message is one sentence for people."""


def lambdas_python() -> Path:
    """Return the interpreter to build for and to run the artifacts with. Raises CannotBuild."""
    python = lambda_python()
    if python is None:
        raise CannotBuild(MISSING)
    if not SAM.exists():
        raise CannotBuild("SAM CLI is not installed: make sam")
    return python


def built() -> Path:
    """Return the folder of the current build, with one folder for each function and one for the layer."""
    wanted = BUILDS / _fingerprint()
    if not wanted.exists():
        _forget_old_builds()
        scratch = BUILDS / f"under-way-{os.getpid()}"
        shutil.rmtree(scratch, ignore_errors=True)
        build(scratch / "build", HERE)
        try:
            scratch.rename(wanted)
        except OSError:  # another run was quicker
            shutil.rmtree(scratch)
    os.utime(wanted)
    return wanted / "build"


def _forget_old_builds() -> None:
    for older in BUILDS.iterdir() if BUILDS.exists() else ():
        if older.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(older, ignore_errors=True)


def _fingerprint() -> str:
    told = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                told.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return told.hexdigest()[:16]


def runtime_packages(python: Path) -> Path:
    """Return what stands for /var/runtime: the packages that the managed runtime has, as they are locked."""
    return _packages("managed-runtime", python, ("boto3", "snapshot-restore-py"))


def server_packages(python: Path) -> Path:
    """Return an ASGI server for ``python``, to serve the same artifacts without Lambda."""
    return _packages("asgi-server", python, ("uvicorn", "uvloop", "httptools"))


def _packages(name: str, python: Path, wanted: Sequence[str]) -> Path:
    lock = ROOT / "requirements" / "dev.txt"
    told = hashlib.sha256(repr(wanted).encode() + lock.read_bytes()).hexdigest()[:8]
    folder = ROOT / ".build" / f"{name}-{VERSION}-{told}"
    if not folder.exists():
        scratch = folder.with_name(f"{folder.name}-under-way-{os.getpid()}")
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
        subprocess.run([uv, "pip", "install", "-q", *options, *wanted], check=True)
        # As in Lambda; every start would compile them again where it cannot be written to.
        subprocess.run([str(python), "-m", "compileall", "-q", str(scratch)], check=True)
        try:
            scratch.rename(folder)
        except OSError:  # another run was quicker
            shutil.rmtree(scratch)
    return folder
