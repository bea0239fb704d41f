"""Our choice of targets: the gateway's plan, attempts, leases and observations, and a pool monitor.

One process, as the other contenders: what environments share is in its memory, with the monitor's real
probes and intervals. The simulation of ``tests/pools`` has many environments.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

from benchmarks.pool_contenders.clients import Clients, print_result, read_plan
from benchmarks.pool_contenders.plan import Plan
from functions.gateway.settings import GatewaySettings
from functions.pool_monitor.invocation import MonitorCollaborators, SharedStores, open_invocation
from functions.pool_monitor.metrics import MonitorMetrics
from functions.pool_monitor.probing.status import open_status_client
from functions.pool_monitor.state.memory import MemoryStateStore
from portal.policy.published.memory import MemoryPublishedPolicyStore
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.leases.memory import MemoryLeaseStore
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.web.elapsed import elapsed_seconds
from tests.support.pool_simulation.gateway_process import GatewayProcess, SharedParts
from tests.support.pool_simulation.shared_state import ALIAS, SimulatedDatabase

_WAIT_SECONDS = float(GatewaySettings.model_fields["session_wait_seconds"].default)


async def main() -> None:
    logging.disable(logging.CRITICAL)
    plan = read_plan()
    pools = _pools(plan)
    database = SimulatedDatabase(random.Random(1), time.time)
    stores = SharedStores(MemoryPublishedPolicyStore(), MemoryLeaseStore(), MemoryStateStore())
    monitor = threading.Thread(
        target=lambda: asyncio.run(_monitor(pools, database, stores)), name="pool monitor", daemon=True
    )
    monitor.start()
    client = AiohttpRouterClient()
    shared = SharedParts(
        pools=pools,
        policies=stores.policies,
        leases=stores.leases,
        database=database,
        routers=client,
        wait_seconds=_WAIT_SECONDS,
        router_of={target.id: target.url for target in pools.pools[ALIAS].targets},
        clock=elapsed_seconds,
        wall=time.time,
        stopwatch=time.perf_counter,
    )
    gateway = GatewayProcess(shared, random.Random(2))

    async def ask() -> AsyncGenerator[str, None]:
        case = plan.case
        async with aclosing(
            gateway.texts(stream=case.stream, deadline_seconds=case.deadline_seconds)
        ) as texts:
            async for text in texts:
                yield text

    print_result(await Clients(plan, ask).run())
    await client.close()


async def _monitor(pools: PoolMap, database: SimulatedDatabase, stores: SharedStores) -> None:
    """Watch the routers until the process ends, with connections of its own, as in another process."""
    monitor = MonitorCollaborators(
        pools=pools,
        http=open_status_client(),
        router=AiohttpRouterClient(),
        records=database,
        documents=database,
        metrics=MonitorMetrics(""),
        shared=stores,
    )
    while True:
        await open_invocation(monitor).run()


def _pools(plan: Plan) -> PoolMap:
    targets = tuple(Target(url, session, plan.key, ALIAS) for url, session in plan.targets)
    limits = SessionLimits(default=1 if plan.case.exclusive else None)
    return PoolMap({ALIAS: Pool(ALIAS, targets)}, ALIAS, limits)


if __name__ == "__main__":
    asyncio.run(main())
