"""Finding the Python that Lambda runs: byte code and wheels are made for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSION = "3.13"
MISSING = (
    f"Python {VERSION} is needed, the one Lambda runs, and no python{VERSION} works here. Install it so that "
    f"`python{VERSION}` is on the PATH (pyenv install {VERSION}; uv python install {VERSION})."
)


def lambda_python() -> Path | None:
    """Return a working interpreter, or None.

    Pyenv's shim has to be told the version. It is told here and not by a ``.python-version`` file: that would
    change ``python3`` for everybody in this folder, and break it where pyenv has no such version.
    """
    return next(filter(None, map(_asked, _candidates())), None)


def _candidates() -> Iterator[str]:
    if found := shutil.which(f"python{VERSION}"):
        yield found
    # Installed by pyenv or uv, and not on the PATH, as where a job starts without a login shell.
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    yield from map(str, sorted(pyenv.glob(f"versions/{VERSION}*/bin/python{VERSION}"), reverse=True))
    yield from _known_to_uv()


def _known_to_uv() -> Iterator[str]:
    uv = shutil.which("uv", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    if uv is not None:
        command = [uv, "python", "find", "--no-python-downloads", "--managed-python", VERSION]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        if told.returncode == 0:
            yield told.stdout.strip()


def _asked(candidate: str) -> Path | None:
    """Return where the interpreter behind ``candidate`` is, if it is one and of the version."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
    told = subprocess.run(
        [candidate, "-c", ask],
        env={**os.environ, "PYENV_VERSION": VERSION},
        capture_output=True,
        text=True,
        check=False,
    )
    version, _, where = told.stdout.strip().partition(" ")
    return Path(where) if told.returncode == 0 and version == VERSION else None
