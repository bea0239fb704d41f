"""Folders of Node packages, installed when they are missing or not those of their lock file."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST_NODE = (20, 19)
"""What the site's build asks for; the embedded Supabase would do with less."""

_INSTALL_SECONDS = 600


class NodeMissing(RuntimeError):
    """Node.js, or npm, is not here or too old. The message is one sentence for a newcomer."""


class InstallFailed(RuntimeError):
    """``npm ci`` did not succeed. The message holds what it said."""


def node() -> str:
    """Return the path of a Node.js that is new enough. Raises NodeMissing."""
    found = shutil.which("node")
    wanted = f"Node.js {'.'.join(map(str, OLDEST_NODE))} or newer is needed"
    if found is None:
        raise NodeMissing(f"{wanted}, and `node` is not on the PATH.")
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if version_of(said) < OLDEST_NODE:
        raise NodeMissing(f"{wanted}, and {found} is {said or 'not working'}.")
    return found


def version_of(said: str) -> tuple[int, ...]:
    """Return the numbers of ``v20.19.1``; empty, which is older than any, where there are none."""
    parts = said.removeprefix("v").split(".")
    return tuple(map(int, parts)) if all(part.isdigit() for part in parts) else ()


@dataclass(frozen=True, slots=True)
class NodePackages:
    """The packages of one ``package-lock.json``; ``name`` is what they are for, in a sentence."""

    folder: Path
    name: str

    def is_installed(self) -> bool:
        stamp = self._stamp
        return stamp.exists() and stamp.read_text() == self.lock_hash()

    def install(self) -> bool:
        """Install what the lock file says unless it is there; return whether that was necessary.

        Raises NodeMissing and InstallFailed.
        """
        if self.is_installed():
            return False
        node()
        npm = shutil.which("npm")
        if npm is None:
            raise NodeMissing(f"npm is needed to install {self.name}, and it is not on the PATH.")
        done = subprocess.run(
            [npm, "ci", "--no-fund", "--no-audit", "--ignore-scripts"],
            cwd=self.folder, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS,
        )  # fmt: skip
        if done.returncode != 0:
            raise InstallFailed(f"`npm ci` in {self.folder} failed:\n{done.stderr.strip()[-2000:]}")
        self._stamp.write_text(self.lock_hash())
        return True

    def lock_hash(self) -> str:
        """Return a name for exactly these packages."""
        return hashlib.sha256((self.folder / "package-lock.json").read_bytes()).hexdigest()

    @property
    def _stamp(self) -> Path:
        return self.folder / "node_modules" / ".installed"
