"""The wall clock of a process, which a test moves while it runs, by a library that is preloaded into it."""

from __future__ import annotations

import mmap
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

from tests.support.suite.missing import missing

SOURCE = Path(__file__).with_suffix(".c")


def compiled(folder: Path) -> Path:
    """Return the library, compiled in ``folder``. Skips the test on a machine without a C compiler."""
    if sys.platform != "linux":
        missing("the clock of a process can be moved on Linux only")
    compiler = shutil.which("cc")
    if compiler is None:
        missing("a C compiler (cc) is needed to move the clock of a process")
    library = folder / "wall_clock.so"
    if not library.exists():
        options = ["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-Wno-nonnull-compare"]
        subprocess.run([compiler, *options, "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


class WallClock:
    """The wall clock of the processes that are started with ``variables``."""

    def __init__(self, library: Path, file: Path) -> None:
        file.write_bytes(bytes(8))
        self._library = library
        self._file = file
        self._ahead_ns = 0

    @property
    def variables(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self._library), "WALL_CLOCK_FILE": str(self._file)}

    def advance(self, seconds: float) -> None:
        """Move the clock; negative seconds set it back."""
        self._ahead_ns += round(seconds * 1e9)
        with self._file.open("r+b") as file, mmap.mmap(file.fileno(), 8) as page:
            page[:] = struct.pack("=q", self._ahead_ns)

    def __call__(self) -> float:
        """Return the time that those processes see, in unix seconds."""
        return time.time() + self._ahead_ns / 1e9
