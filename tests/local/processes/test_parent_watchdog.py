"""A child process ends with its parent, and its own children end too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from local.processes.child_process import WATCHDOG
from tests.support.product.process_state import is_alive, wait_until

# Prints its own id and that of a child that it never stops.
PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(os.getpid(), child.pid, flush=True)
"""
SLEEP = "import time; time.sleep(60)"
IGNORES_SIGTERM = """
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(os.getpid(), flush=True)
"""


def watched(code: str, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-IS", str(WATCHDOG), *options, sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ids(watchdog: subprocess.Popen[str]) -> list[int]:
    assert watchdog.stdout is not None
    return [int(word) for word in watchdog.stdout.readline().split()]


def close(watchdog: subprocess.Popen[str]) -> None:
    for pipe in (watchdog.stdin, watchdog.stdout):
        if pipe is not None:
            pipe.close()


def test_exit_code_is_that_of_the_child() -> None:
    watchdog = watched("raise SystemExit(7)")
    assert watchdog.wait(10) == 7
    close(watchdog)


def test_sigterm_ends_child_and_grandchild() -> None:
    watchdog = watched(PARENT + SLEEP)
    child, grandchild = ids(watchdog)
    watchdog.terminate()
    assert watchdog.wait(10) == 128 + signal.SIGTERM
    assert wait_until(lambda: not is_alive(child) and not is_alive(grandchild))
    close(watchdog)


def test_end_of_parent_ends_child_and_grandchild() -> None:
    watchdog = watched(PARENT + SLEEP)
    child, grandchild = ids(watchdog)
    assert watchdog.stdin is not None
    watchdog.stdin.close()  # as the kernel does for a parent that was killed
    assert watchdog.wait(10) == 128 + signal.SIGTERM
    assert wait_until(lambda: not is_alive(child) and not is_alive(grandchild))
    close(watchdog)


def test_exit_of_child_ends_grandchild() -> None:
    watchdog = watched(PARENT)
    _, grandchild = ids(watchdog)
    assert watchdog.wait(10) == 0
    assert wait_until(lambda: not is_alive(grandchild))
    close(watchdog)


def test_child_that_ignores_sigterm_is_killed() -> None:
    watchdog = watched(IGNORES_SIGTERM + SLEEP, "--kill-after", "0.3")
    [child] = ids(watchdog)
    watchdog.terminate()
    os.kill(watchdog.pid, signal.SIGTERM)
    assert watchdog.wait(15) == -signal.SIGKILL
    assert wait_until(lambda: not is_alive(child))
    close(watchdog)
