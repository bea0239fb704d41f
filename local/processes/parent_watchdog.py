"""Run a child process that ends when its parent ends, even if the parent is killed.

``python parent_watchdog.py [--kill-after SECONDS] PROGRAM [ARGUMENT ...]``, started as the leader of its own
process group, with a pipe from the parent as standard input. The pipe closes when the parent is gone. Then,
and on SIGTERM, the child gets SIGTERM; after some seconds the rest of the group is killed. Exits with the
exit code of the child. Standard library only, so it starts in a few milliseconds.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

KILL_AFTER_SECONDS = 8.0
"""From SIGTERM to SIGKILL."""


def main(command: list[str]) -> int:
    kill_after = KILL_AFTER_SECONDS
    if command[0] == "--kill-after":
        kill_after, command = float(command[1]), command[2:]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def terminate(*_: object) -> None:
        child.terminate()
        threading.Thread(target=_kill_group_after, args=(kill_after,), daemon=True).start()

    signal.signal(signal.SIGTERM, terminate)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch_parent, daemon=True).start()
    exit_code = child.wait()
    _terminate_orphans()
    return exit_code if exit_code >= 0 else 128 - exit_code


def _watch_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _kill_group_after(seconds: float) -> None:
    time.sleep(seconds)
    os.killpg(0, signal.SIGKILL)


def _terminate_orphans() -> None:
    """Terminate what the child started and did not stop."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)


if __name__ == "__main__":
    exit_code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(exit_code)  # without waiting for the threads
