"""One invocation put together: its writer lease, its assessment and its probes are its own."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import httpx

from functions.pool_monitor.assessment.assessor import PoolAssessor
from functions.pool_monitor.loop import MonitorLoop
from functions.pool_monitor.metrics import MonitorMetrics
from functions.pool_monitor.probing.canary import Canaries
from functions.pool_monitor.probing.leases import CanaryLeases, requests_in_flight
from functions.pool_monitor.probing.prober import Prober
from functions.pool_monitor.probing.routers import (
    configured_targets,
    monitored_routers,
    monitored_targets,
)
from functions.pool_monitor.publication.remembered import RememberedPolicy
from functions.pool_monitor.publication.shared import SharedPublication
from functions.pool_monitor.records import PoolRecords, records_of
from functions.pool_monitor.state import StateStore
from functions.pool_monitor.work import MonitorServices, MonitorWork
from portal.policy.published import PublishedPolicyStore
from portal.policy.published.publisher import BodySizes, PolicyDocuments, PolicyPublisher
from portal.policy.published.writer import WriterLease
from portal.pools import PoolMap
from portal.pools.leases import LeaseStore
from portal.pools.leases.session_leases import SessionLeases
from portal.router import RouterClient
from portal.web.elapsed import elapsed_seconds


@dataclass(frozen=True, slots=True)
class SharedStores:
    """The seams over the shared table."""

    policies: PublishedPolicyStore
    leases: LeaseStore
    state: StateStore


@dataclass(frozen=True, slots=True)
class MonitorCollaborators:
    """What lives as long as the process. ``shared`` is None where no table is configured.

    ``wall`` returns seconds of the unix epoch, ``elapsed`` seconds that go on in a freeze.
    """

    pools: PoolMap
    http: httpx.AsyncClient
    router: RouterClient
    records: PoolRecords
    documents: PolicyDocuments
    metrics: MonitorMetrics
    shared: SharedStores | None = None
    body_sizes: BodySizes | None = None
    on_lease_outage: Callable[[str], None] | None = None
    wall: Callable[[], float] = time.time
    elapsed: Callable[[], float] = elapsed_seconds
    close: tuple[Callable[[], Awaitable[None]], ...] = field(default=())


def open_invocation(with_: MonitorCollaborators) -> MonitorLoop:
    """Return the loop of one invocation."""
    wall, shared, pools = with_.wall, with_.shared, with_.pools
    leases = SessionLeases(
        pools,
        None if shared is None else shared.leases,
        on_outage=with_.on_lease_outage,
        elapsed=with_.elapsed,
        wall=wall,
    )
    publication, writer = None, "nobody"
    if shared is not None:
        policy = RememberedPolicy(with_.documents, pools, leases.update)
        publisher = PolicyPublisher(policy, shared.policies, sizes=with_.body_sizes, wall=wall)
        lease = WriterLease(shared.policies, wall=wall, clock=with_.elapsed)
        publication, writer = SharedPublication(publisher, lease, policy), lease.writer
    services = MonitorServices(
        records=with_.records,
        metrics=with_.metrics,
        state=None if shared is None else shared.state,
        publication=publication,
        in_flight=None if shared is None else partial(_in_flight, shared.leases, pools, wall),
        settle=leases.settle,
    )

    def open_work() -> MonitorWork:
        assessor = PoolAssessor(monitored_targets(pools), wall())
        prober = Prober(
            monitored_routers(pools),
            configured_targets(pools),
            assessor,
            http=with_.http,
            canaries=Canaries(with_.router, wall),
            lease=CanaryLeases(leases),
            clock=wall,
        )
        return MonitorWork(services, records_of(pools), assessor, prober, writer=writer, clock=wall)

    return MonitorLoop(services, open_work, clock=with_.elapsed)


async def _in_flight(store: LeaseStore, pools: PoolMap, wall: Callable[[], float]) -> Mapping[str, int]:
    return await requests_in_flight(store, pools, int(wall() * 1000))
