"""``make lock``: writes requirements/*.txt anew, with uv, hashes included. Versions move where they must.

``dev.txt`` is everything of pyproject.toml, ``local.txt`` what ``make dev`` needs and ``runtime.txt`` what
the Lambda layer carries, both at the versions of ``dev.txt``. An environment of its own has an ``.in`` file.
``make lock ARGS=--upgrade`` moves to the newest versions.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "requirements"

_COMPILE = (
    *("pip", "compile", "--quiet", "--python-version", "3.11", "--generate-hashes"),
    *("--custom-compile-command", "make lock", "--no-emit-index-url", "--no-emit-find-links"),
)
_AS_DEV = ("--constraint", "requirements/dev.txt")


def compilations() -> Iterator[Sequence[str]]:
    """Yield the arguments of each lock, in the order in which they must be made."""
    yield "pyproject.toml", "--universal", "--extra", "local", "--extra", "dev", "-o", "requirements/dev.txt"
    yield "pyproject.toml", "--universal", "--extra", "local", *_AS_DEV, "-o", "requirements/local.txt"
    yield "pyproject.toml", "--universal", *_AS_DEV, "-o", "requirements/runtime.txt"
    for wanted in sorted(FOLDER.glob("*.in")):
        name = f"requirements/{wanted.name}"
        yield name, "--universal", "-o", name.replace(".in", ".txt")


def main(arguments: Sequence[str]) -> int:
    uv = Path(sys.executable).with_name("uv")
    for compilation in compilations():
        done = subprocess.run([str(uv), *_COMPILE, *compilation, *arguments], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
