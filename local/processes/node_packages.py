"""Folders of Node packages, installed when they are missing or differ from their lock file."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST_NODE = (20, 19)
"""The version that the build of the site requires. The embedded Supabase also runs on older ones."""

_INSTALL_SECONDS = 600


class NodeMissing(RuntimeError):
    """Node.js or npm is missing or too old. The message is one sentence."""


class InstallFailed(RuntimeError):
    """``npm ci`` failed. The message ends with its output."""


def node() -> str:
    """Return the path of a Node.js that is new enough. Raises NodeMissing."""
    path = shutil.which("node")
    required = f"Node.js {'.'.join(map(str, OLDEST_NODE))} or newer is needed"
    if path is None:
        raise NodeMissing(f"{required}, and `node` is not on the PATH.")
    output = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if parse_version(output) < OLDEST_NODE:
        raise NodeMissing(f"{required}, and {path} is {output or 'not working'}.")
    return path


def parse_version(output: str) -> tuple[int, ...]:
    """Return the numbers of ``v20.19.1``; empty, which is less than any version, if there are none."""
    parts = output.removeprefix("v").split(".")
    return tuple(map(int, parts)) if all(part.isdigit() for part in parts) else ()


@dataclass(frozen=True, slots=True)
class NodePackages:
    """The packages of the ``package-lock.json`` in ``folder``; ``name`` says what they are for."""

    folder: Path
    name: str

    def is_installed(self) -> bool:
        return self._stamp.exists() and self._stamp.read_text() == self.lock_hash()

    def install(self) -> bool:
        """Install the packages of the lock file if they are missing; return whether that was necessary.

        Raises NodeMissing and InstallFailed.
        """
        if self.is_installed():
            self._stamp.touch()  # make compares its time with that of the lock file
            return False
        node()
        npm = shutil.which("npm")
        if npm is None:
            raise NodeMissing(f"npm is needed to install {self.name}, and it is not on the PATH.")
        result = subprocess.run(
            [npm, "ci", "--no-fund", "--no-audit", "--ignore-scripts"],
            cwd=self.folder, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS,
        )  # fmt: skip
        if result.returncode != 0:
            raise InstallFailed(f"`npm ci` in {self.folder} failed:\n{result.stderr.strip()[-2000:]}")
        self._stamp.write_text(self.lock_hash())
        return True

    def lock_hash(self) -> str:
        """Return the SHA-256 of the lock file."""
        return hashlib.sha256((self.folder / "package-lock.json").read_bytes()).hexdigest()

    @property
    def _stamp(self) -> Path:
        return self.folder / "node_modules" / ".installed"
