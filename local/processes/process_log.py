"""The log file of a child process: of limited size over many runs; its last lines explain a failure."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

_MAX_BYTES = 10_000_000
_TAIL_LINES = 15
_MAX_READY_BYTES = 1_000_000
"""A process says that it is ready among the first lines of its run."""


class ProcessLog:
    """The log at ``path``, and the position in it at which the current run starts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._start = 0

    def open(self) -> BinaryIO:
        """Open the file for appending: it may hold unsent usage events. Rotate it if it is large."""
        if self.path.exists() and self.path.stat().st_size > _MAX_BYTES:
            self.path.replace(self.path.with_suffix(".previous.log"))
        file = self.path.open("ab")
        self._start = file.tell()
        return file

    def contains(self, text: str) -> bool:
        """Return whether ``text`` was written since ``open``."""
        with self.path.open("rb") as log:
            log.seek(self._start)
            return text.encode() in log.read(_MAX_READY_BYTES)

    def tail(self) -> str:
        """Return the last lines that were written since ``open``, indented."""
        with self.path.open("rb") as log:
            log.seek(self._start)
            lines = log.read().decode(errors="replace").splitlines()[-_TAIL_LINES:]
        return "\n".join(f"    {line}" for line in lines) or "    (nothing was logged)"
