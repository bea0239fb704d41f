"""Publication by the shared store of the policy."""

from __future__ import annotations

from collections.abc import Mapping

from functions.pool_monitor.publication.remembered import RememberedPolicy
from functions.pool_monitor.state import NotTheWriter
from portal.policy.published.publisher import PolicyPublisher
from portal.policy.published.writer import WriterLease
from portal.pool_health import PublishedHealth


class HealthNotPublished(RuntimeError):
    """The health was not accepted although this writer holds the lease: it is too large, or too old."""


class SharedPublication:
    """Implements Publication. Each invocation has a ``lease`` of its own."""

    def __init__(self, publisher: PolicyPublisher, lease: WriterLease, policy: RememberedPolicy) -> None:
        self._publisher = publisher
        self._lease = lease
        self._policy = policy

    async def hold(self) -> bool:
        return await self._lease.acquire()

    async def release(self) -> None:
        await self._lease.release()

    async def publish_policy(self) -> bool:
        return await self._publisher.publish_policy()

    async def publish_health(self, health: PublishedHealth) -> None:
        if await self._publisher.publish_health(health, self._lease.writer):
            return
        if self._lease.is_held:
            raise HealthNotPublished("The published health was not replaced.")
        raise NotTheWriter

    def weights(self) -> Mapping[str, float]:
        return self._policy.weights
