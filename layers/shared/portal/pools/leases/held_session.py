"""A session that one request holds, and the block that holds it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType

from portal.pools import Target


@dataclass(slots=True)
class HeldSession:
    """A place of one request on the session ``token``.

    ``lease`` is its id in the store, None for a place that only this process knows of. ``is_lost``: another
    request took it over, because it could not be renewed in time; the request goes on. A second ``release``
    does nothing.
    """

    target: Target
    group: str
    token: str
    lease: str | None
    on_release: Callable[[HeldSession], None]
    renewal: asyncio.TimerHandle | None = None
    is_lost: bool = False
    is_released: bool = False

    def release(self) -> None:
        """Give the place back, without waiting for the store."""
        if not self.is_released:
            self.is_released = True
            if self.renewal is not None:
                self.renewal.cancel()
            self.on_release(self)


class EarlyHold:
    """A session that is acquired while something else decides whether the request may use it.

    ``held`` waits for it. A call of the store that has begun is never broken off: what it gets is released.
    """

    __slots__ = ("_acquiring", "_is_released")

    def __init__(self, acquiring: asyncio.Task[HeldSession | None]) -> None:
        self._acquiring = acquiring
        self._is_released = False

    async def held(self) -> HeldSession | None:
        """Return the session, None if none was free or it is released already."""
        held = await asyncio.shield(self._acquiring)
        return None if self._is_released else held

    def release(self) -> None:
        """Release the session, now or once it is acquired; a second call does nothing."""
        if not self._is_released:
            self._is_released = True
            if self._acquiring.done():
                _release_result(self._acquiring)
            else:
                self._acquiring.add_done_callback(_release_result)


def _release_result(acquiring: asyncio.Task[HeldSession | None]) -> None:
    if not acquiring.cancelled() and acquiring.exception() is None:
        held = acquiring.result()
        if held is not None:
            held.release()


class SessionLease:
    """``async with`` it to hold a session; the block gets the target to use.

    ``acquire`` returns the session, None if the target needs none. Leaving the block does not wait for the
    store.
    """

    __slots__ = ("_acquire", "_held", "_target")

    def __init__(self, target: Target, acquire: Callable[[], Awaitable[HeldSession | None]] | None) -> None:
        self._target = target
        self._acquire = acquire
        self._held: HeldSession | None = None

    async def __aenter__(self) -> Target:
        if self._acquire is not None:
            self._held = await self._acquire()
            if self._held is not None:
                return self._held.target
        return self._target

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._held is not None:
            self._held.release()
