"""``make lock``: update requirements/*.txt with uv, hashes included. Versions change only where they must.

``dev.txt`` locks all of pyproject.toml, ``local.txt`` the packages of ``make dev`` and ``runtime.txt`` those
of the Lambda layer, both at the versions of ``dev.txt``. Each separate environment has an ``.in`` file.
``make lock ARGS=--upgrade`` selects the newest versions.
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
    """Yield uv's arguments for each lock, in the order in which they depend on each other."""
    yield "pyproject.toml", "--universal", "--extra", "local", "--extra", "dev", "-o", "requirements/dev.txt"
    yield "pyproject.toml", "--universal", "--extra", "local", *_AS_DEV, "-o", "requirements/local.txt"
    yield "pyproject.toml", "--universal", *_AS_DEV, "-o", "requirements/runtime.txt"
    for source in sorted(FOLDER.glob("*.in")):
        name = f"requirements/{source.name}"
        yield name, "--universal", "-o", name.replace(".in", ".txt")


def main(arguments: Sequence[str]) -> int:
    uv = Path(sys.executable).with_name("uv")
    for compilation in compilations():
        result = subprocess.run([str(uv), *_COMPILE, *compilation, *arguments], cwd=ROOT, check=False)
        if result.returncode:
            return result.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
