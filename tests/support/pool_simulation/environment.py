"""One Lambda environment: a gateway process that serves one request at a time and is frozen in between."""

from __future__ import annotations

import random

from tests.support.pool_simulation.gateway_process import GatewayProcess, SharedParts
from tests.support.pool_simulation.measurements import ServedRequest
from tests.support.pool_simulation.virtual_time import Freezable


class SimulatedEnvironment(Freezable):
    """``serve`` runs one request; the environment is frozen before and after it."""

    def __init__(self, shared: SharedParts, rng: random.Random) -> None:
        super().__init__()
        self._process = GatewayProcess(shared, rng)
        self.freeze()

    async def serve(self, *, stream: bool, reference: str) -> ServedRequest:
        self.thaw()
        try:
            return await self.task(self._process.serve(stream=stream, reference=reference))
        finally:
            self.freeze()
