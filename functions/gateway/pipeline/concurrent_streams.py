"""The open streams of each organisation in this process."""

from __future__ import annotations

from portal.errors import ConcurrencyLimited
from portal.keys import Principal

RETRY_SECONDS = 1.0
"""When a client should retry: unless all streams are long ones, one has ended by then."""


class StreamLease:
    """One open stream. A second ``release`` does nothing."""

    def __init__(self, streams: OpenStreams, organization_id: str) -> None:
        self._streams = streams
        self._organization_id: str | None = organization_id

    def release(self) -> None:
        if self._organization_id is not None:
            self._streams.remove(self._organization_id)
            self._organization_id = None


class OpenStreams:
    def __init__(self) -> None:
        self._open: dict[str, int] = {}

    def count(self, organization_id: str) -> int:
        return self._open.get(organization_id, 0)

    def lease(self, organization_id: str) -> StreamLease:
        self._open[organization_id] = self.count(organization_id) + 1
        return StreamLease(self, organization_id)

    def remove(self, organization_id: str) -> None:
        left = self._open[organization_id] - 1
        if left:
            self._open[organization_id] = left
        else:
            del self._open[organization_id]


def too_many_streams(principal: Principal, limit: int) -> ConcurrencyLimited:
    return ConcurrencyLimited(
        f"Concurrency limit reached: {limit} of {limit} concurrent streams of your organisation are open. "
        f"Try again in {RETRY_SECONDS:.0f} s, or when one of them has ended.",
        windows=principal.windows,
        retry_after=RETRY_SECONDS,
        hint="The usage page of the portal shows your limits.",
    )
