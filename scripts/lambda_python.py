"""Find the Python version that Lambda runs: byte code and wheels are made for it.

As a script it exits with 1 and a sentence if there is none. Standard library only, because ``make build``
asks before anything is installed.
"""

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

    Pyenv's shim gets the version in its environment, not in a ``.python-version`` file: that would change
    ``python3`` in this folder too, and break it where pyenv has no such version.
    """
    return next(filter(None, map(_resolve, _candidates())), None)


def _candidates() -> Iterator[str]:
    if path := shutil.which(f"python{VERSION}"):
        yield path
    # Installed by pyenv or uv, but not on the PATH, as in a job without a login shell.
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    yield from map(str, sorted(pyenv.glob(f"versions/{VERSION}*/bin/python{VERSION}"), reverse=True))
    data = Path(os.environ.get("XDG_DATA_HOME", "~/.local/share")).expanduser()
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR", data / "uv" / "python"))
    yield from map(str, sorted(uv.glob(f"cpython-{VERSION}*/bin/python{VERSION}"), reverse=True))


def _resolve(candidate: str) -> Path | None:
    """Return the path of the interpreter behind ``candidate``, or None if it has another version."""
    code = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
    result = subprocess.run(
        [candidate, "-c", code],
        env={**os.environ, "PYENV_VERSION": VERSION},
        capture_output=True,
        text=True,
        check=False,
    )
    version, _, path = result.stdout.strip().partition(" ")
    return Path(path) if result.returncode == 0 and version == VERSION else None


if __name__ == "__main__":
    sys.exit(None if lambda_python() else MISSING)
