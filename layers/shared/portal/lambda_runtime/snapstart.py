"""SnapStart: what runs before the snapshot of the initialised process, and after each restore from it.

Hooks are those registered with AWS's ``snapshot_restore_py``, which is part of the managed runtime. The
app's lifespan starts after the restore, so no socket, client or seed of its own is in a snapshot.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, cast


class Hook(NamedTuple):
    call: Callable[..., Any]
    args: Sequence[Any]
    kwargs: Mapping[str, Any]


class HookRegistry(Protocol):
    def get_before_snapshot(self) -> Sequence[Hook]: ...

    def get_after_restore(self) -> Sequence[Hook]: ...


def registry() -> HookRegistry | None:
    """Return the hooks; None when nothing imported the package, so nothing registered any."""
    return cast("HookRegistry | None", sys.modules.get("snapshot_restore_py"))


def before_snapshot(hooks: HookRegistry | None) -> None:
    """Run the hooks, the last registered first (as the stock runtime does)."""
    if hooks is not None:
        for call, args, kwargs in reversed(hooks.get_before_snapshot()):
            call(*args, **kwargs)


def after_restore(hooks: HookRegistry | None) -> None:
    """Run the hooks, the first registered first."""
    # Every restore of one snapshot would draw the same numbers. The system's generator is restored unlike.
    random.seed()
    if hooks is not None:
        for call, args, kwargs in hooks.get_after_restore():
            call(*args, **kwargs)
