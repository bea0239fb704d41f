"""The log of one program: kept over runs within bounds, and its end shown when the program fails."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

_KEPT_BYTES = 10_000_000
_TAIL_LINES = 15


class ProgramLog:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._start = 0

    def open(self) -> BinaryIO:
        """Return the file to write to. It is appended to: usage that was not sent may stand in it."""
        if self.path.exists() and self.path.stat().st_size > _KEPT_BYTES:
            self.path.replace(self.path.with_suffix(".previous.log"))
        file = self.path.open("ab")
        self._start = file.tell()
        return file

    def tail(self) -> str:
        """Return the last lines since the log was opened, indented."""
        with self.path.open("rb") as log:
            log.seek(self._start)
            lines = log.read().decode(errors="replace").splitlines()[-_TAIL_LINES:]
        return "\n".join(f"    {line}" for line in lines) or "    (nothing was logged)"
