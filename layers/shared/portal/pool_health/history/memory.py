"""The serving history in memory, for tests and benchmarks without a database."""

from __future__ import annotations

from collections.abc import Mapping

from portal.errors import PortalError
from portal.pool_health.history import ServingHistory


class MemoryServingHistory:
    """Returns ``histories`` (by alias), or raises ``failure`` while it is set."""

    def __init__(self, histories: Mapping[str, ServingHistory] | None = None) -> None:
        self.histories = histories or {}
        self.failure: PortalError | None = None
        self.fetches = 0

    async def fetch(self) -> Mapping[str, ServingHistory]:
        self.fetches += 1
        if self.failure is not None:
            raise self.failure
        return self.histories
