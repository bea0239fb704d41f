"""SnapStart: hooks before the snapshot of the initialised process and after each restore from it.

The hooks are registered with AWS's ``snapshot_restore_py``, which is part of the managed runtime. The app's
lifespan starts after the restore, so its sockets, clients and seeds are never in a snapshot
(docs/protocols/lambda-runtime.md, "SnapStart").
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, cast


class SnapshotHook(NamedTuple):
    call: Callable[..., Any]
    args: Sequence[Any]
    kwargs: Mapping[str, Any]


class HookRegistry(Protocol):
    def get_before_snapshot(self) -> Sequence[SnapshotHook]: ...

    def get_after_restore(self) -> Sequence[SnapshotHook]: ...


def hook_registry() -> HookRegistry | None:
    """Return the registered hooks; None if nothing has imported the package, so there are none."""
    return cast("HookRegistry | None", sys.modules.get("snapshot_restore_py"))


def run_before_snapshot(hooks: HookRegistry | None) -> None:
    """Run the hooks, the last registered first, as the managed runtime does."""
    if hooks is not None:
        for call, args, kwargs in reversed(hooks.get_before_snapshot()):
            call(*args, **kwargs)


def run_after_restore(hooks: HookRegistry | None) -> None:
    """Run the hooks, the first registered first."""
    # Every restore of a snapshot would draw the same numbers; the system's generator differs.
    random.seed()
    if hooks is not None:
        for call, args, kwargs in hooks.get_after_restore():
            call(*args, **kwargs)
