"""The open streams of each allowance in this process: organisations that count together have one."""

from __future__ import annotations

from portal.errors import ConcurrencyLimited
from portal.keys import Principal

RETRY_SECONDS = 1.0
"""When a client should retry: unless all streams are long ones, one has ended by then."""


class StreamLease:
    """One open stream. A second ``release`` does nothing."""

    def __init__(self, streams: OpenStreams, allowance_id: str) -> None:
        self._streams = streams
        self._allowance_id: str | None = allowance_id

    def release(self) -> None:
        if self._allowance_id is not None:
            self._streams.remove(self._allowance_id)
            self._allowance_id = None


class OpenStreams:
    def __init__(self) -> None:
        self._open: dict[str, int] = {}

    def count(self, allowance_id: str) -> int:
        return self._open.get(allowance_id, 0)

    def lease(self, allowance_id: str) -> StreamLease:
        self._open[allowance_id] = self.count(allowance_id) + 1
        return StreamLease(self, allowance_id)

    def remove(self, allowance_id: str) -> None:
        left = self._open[allowance_id] - 1
        if left:
            self._open[allowance_id] = left
        else:
            del self._open[allowance_id]


def too_many_streams(principal: Principal, limit: int) -> ConcurrencyLimited:
    return ConcurrencyLimited(
        f"Concurrency limit reached: {limit} of {limit} concurrent streams of your organisation are open. "
        f"Try again in {RETRY_SECONDS:.0f} s, or when one of them has ended.",
        windows=principal.windows,
        retry_after=RETRY_SECONDS,
        hint="The usage page of the portal shows your limits.",
    )
