"""A share of a processor, as Lambda gives one: a control group with a quota of each 20 ms."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

FULL_MB = 1769
"""Memory with which an environment has one whole processor."""
_PERIOD_US = 20_000
_V1, _V2 = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")


class CannotLimit(Exception):
    """This machine lets us make no control group. The message is one sentence."""


def share_of(memory_mb: int) -> float:
    """Return the processors of an environment with so much memory."""
    return memory_mb / FULL_MB


@contextmanager
def limited(share: float) -> Iterator[Callable[[int], None]]:
    """Yield a function that puts a process under the limit: ``move(pid)``. Raises CannotLimit.

    A process that stands still uses nothing up, so an idle one may start at once, like in Lambda.
    """
    group = (_V1 if (_V1 / "cpu.cfs_quota_us").exists() else _V2) / f"portal-benchmark-{os.getpid()}"
    try:
        group.mkdir()
    except OSError as error:
        raise CannotLimit(f"A share of a processor needs root and control groups: {error}.") from None
    try:
        quota = round(_PERIOD_US * share)
        try:
            if group.parent == _V1:
                (group / "cpu.cfs_period_us").write_text(str(_PERIOD_US))
                (group / "cpu.cfs_quota_us").write_text(str(quota))
            else:
                (group / "cpu.max").write_text(f"{quota} {_PERIOD_US}")
        except OSError as error:
            raise CannotLimit(f"The control group of processors is not ours to set: {error}.") from None

        def move(pid: int) -> None:
            (group / "cgroup.procs").write_text(str(pid))

        yield move
    finally:
        _remove(group)


def _remove(group: Path) -> None:
    """Remove an empty group; processes that were just stopped leave it a moment later."""
    for _ in range(50):
        try:
            group.rmdir()
        except OSError:
            time.sleep(0.1)
        else:
            return
