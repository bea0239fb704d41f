"""What is on the leash ends with its owner, and leaves nobody behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

WATCHDOG = str(Path(__file__).parents[2] / "local" / "stack" / "processes" / "parent_watchdog.py")

# Tells its own id and that of a child it never looks after again.
PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(os.getpid(), child.pid, flush=True)
"""
STAYS = "import time; time.sleep(60)"
IGNORES_SIGTERM = """
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(os.getpid(), flush=True)
"""


def leashed(program: str, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-IS", WATCHDOG, *options, sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ids(leash: subprocess.Popen[str]) -> list[int]:
    assert leash.stdout is not None
    return [int(word) for word in leash.stdout.readline().split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def close(leash: subprocess.Popen[str]) -> None:
    for pipe in (leash.stdin, leash.stdout):
        if pipe is not None:
            pipe.close()


def test_the_exit_code_is_the_programs() -> None:
    leash = leashed("raise SystemExit(7)")
    assert leash.wait(10) == 7
    close(leash)


def test_sigterm_ends_the_program_and_what_it_started() -> None:
    leash = leashed(PARENT + STAYS)
    program, child = ids(leash)
    leash.terminate()
    assert leash.wait(10) == 128 + signal.SIGTERM
    assert wait_until(lambda: not is_alive(program) and not is_alive(child))
    close(leash)


def test_the_end_of_the_owner_ends_everything() -> None:
    leash = leashed(PARENT + STAYS)
    program, child = ids(leash)
    assert leash.stdin is not None
    leash.stdin.close()  # as the kernel does for an owner that was killed
    assert leash.wait(10) == 128 + signal.SIGTERM
    assert wait_until(lambda: not is_alive(program) and not is_alive(child))
    close(leash)


def test_a_program_that_ends_by_itself_leaves_nobody() -> None:
    leash = leashed(PARENT)
    _, child = ids(leash)
    assert leash.wait(10) == 0
    assert wait_until(lambda: not is_alive(child))
    close(leash)


def test_a_program_that_does_not_listen_is_killed() -> None:
    leash = leashed(IGNORES_SIGTERM + STAYS, "--patience", "0.3")
    [program] = ids(leash)
    leash.terminate()
    os.kill(leash.pid, signal.SIGTERM)
    assert leash.wait(15) == -signal.SIGKILL
    assert wait_until(lambda: not is_alive(program))
    close(leash)
