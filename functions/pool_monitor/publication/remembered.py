"""The policy that the publisher read last, for what the monitor itself goes by."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from portal.policy import PolicySnapshot, PoolPolicy, TargetPolicy
from portal.policy.published.publisher import PolicyDocuments
from portal.policy.supabase import SnapshotDocument
from portal.pools import PoolMap

log = logging.getLogger(__name__)


class RememberedPolicy:
    """Implements PolicyDocuments over ``documents``.

    ``on_change`` gets each snapshot with other pools.
    """

    def __init__(
        self,
        documents: PolicyDocuments,
        pools: PoolMap,
        on_change: Callable[[PolicySnapshot], None],
    ) -> None:
        self._documents = documents
        self._pools = pools
        self._on_change = on_change
        self._relevant: tuple[Any, Any] | None = None
        self.weights: Mapping[str, float] = {}

    async def read(self) -> Any:
        document = await self._documents.read()
        if isinstance(document, dict):
            relevant = (document.get("models"), document.get("pools"))
            if relevant != self._relevant:
                self._take(document, relevant)
        return document

    def _take(self, document: Mapping[str, Any], relevant: tuple[Any, Any]) -> None:
        try:
            parsed = SnapshotDocument.model_validate(document)
        except ValidationError:
            log.exception("pool_monitor.policy_unreadable")
            return
        snapshot = parsed.snapshot()
        self._relevant = relevant
        self.weights = operator_weights(self._pools, snapshot)
        self._on_change(snapshot)


def operator_weights(pools: PoolMap, snapshot: PolicySnapshot) -> dict[str, float]:
    """Return target id → weight: 0 for what is drained or disabled, by itself or with its pool."""
    weights = {}
    for alias, pool in pools.pools.items():
        model = snapshot.models.get(alias)
        policy = snapshot.pools.get(alias if model is None else model.pool, PoolPolicy(alias))
        for target in pool.targets:
            own = policy.targets.get(target.id, TargetPolicy())
            serves = policy.state == "active" and own.state == "active"
            weights[target.id] = own.weight if serves else 0.0
    return weights
