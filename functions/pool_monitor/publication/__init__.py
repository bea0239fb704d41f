"""What the monitor publishes for all environments, and the lease by which one invocation at a time does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from portal.pool_health import PublishedHealth


class Publication(Protocol):
    """Every method raises OSError if the table cannot be reached, in a second or two."""

    async def hold(self) -> bool:
        """Acquire or renew the writer lease; return whether it is ours now."""
        ...

    async def release(self) -> None:
        """Give the lease up, if it is ours."""
        ...

    async def publish_policy(self) -> bool:
        """Read the policy from the database and publish it; return whether it is the latest now.

        Raises PolicyUnavailable too.
        """
        ...

    async def publish_health(self, health: PublishedHealth) -> None:
        """Publish ``health``. Raises NotTheWriter if the lease is another's."""
        ...

    def weights(self) -> Mapping[str, float]:
        """Return what operators have set, by target: its weight, 0 where it takes no new requests.

        As of the policy that was published last; a target without an entry has the weight 1.
        """
        ...
