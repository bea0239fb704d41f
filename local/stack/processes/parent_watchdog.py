"""Runs one program that ends when its parent ends, however that happens.

``python parent_watchdog.py [--patience SECONDS] PROGRAM [ARGUMENT ...]``, started as the leader of its own
process group, with a pipe from the owner as standard input. The pipe closes when the owner is gone, killed
included; then, and on SIGTERM, the program gets SIGTERM and some seconds, and what is left of the group is
killed. Exits with the program's code. Standard library only: it starts in a few milliseconds.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

PATIENCE_SECONDS = 8.0
"""Between asking the program to end and killing it."""


def main(command: list[str]) -> int:
    patience = PATIENCE_SECONDS
    if command[0] == "--patience":
        patience, command = float(command[1]), command[2:]
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def end(*_: object) -> None:
        program.terminate()
        threading.Thread(target=_kill_late, args=(patience,), daemon=True).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch_owner, daemon=True).start()
    code = program.wait()
    _end_leftovers()
    return code if code >= 0 else 128 - code


def _watch_owner() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _kill_late(patience: float) -> None:
    time.sleep(patience)
    os.killpg(0, signal.SIGKILL)


def _end_leftovers() -> None:
    """End what the program started and did not end itself."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # the threads may still wait
