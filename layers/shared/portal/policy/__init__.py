"""The policy snapshot: everything an admission needs to know besides the key, in one compact document.

It is fetched by one RPC (``policy_snapshot``), refreshed while serving at most every 2 s, and kept when a
refresh fails. A document older than the bound, or none at all, is ``PolicyUnavailable``: fail closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

ModelState = Literal["active", "disabled"]
PoolState = Literal["active", "draining", "disabled"]


@dataclass(frozen=True, slots=True)
class ModelPolicy:
    """A catalogue entry. ``pool`` is the pool's public name."""

    alias: str
    pool: str
    state: ModelState = "active"
    display_name: str = ""
    description: str = ""
    context_tokens: int | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PoolPolicy:
    """``targets`` maps a router URL to its state; an unlisted target has the pool's."""

    name: str
    state: PoolState = "active"
    targets: Mapping[str, PoolState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExhaustedCredit:
    """A balance of which nothing is left, in nano-USD; ``held`` is for requests under way."""

    balance: int
    held: int


@dataclass(frozen=True, slots=True)
class PolicySnapshot:
    """``plan_models`` maps a plan to its aliases, None meaning every model.

    ``plan_streams`` (streams at a time, per organisation) and ``plan_tokens`` (a calendar month's, in UTC)
    hold the plans that have such a limit. ``organization_models`` holds the organisations whose entitlement
    differs from their plan's; ``changed_plans`` the plan of those that were on another one of late;
    ``spent_credits`` those whose plan is prepaid and whose credit is used up or
    held; ``crowded_organizations`` those whose recorded streams in flight fill their
    plan's limit; ``revoked_keys`` what has been revoked, disabled or has
    expired and the key service may not know yet.
    """

    models: Mapping[str, ModelPolicy] = field(default_factory=dict)
    pools: Mapping[str, PoolPolicy] = field(default_factory=dict)
    plan_models: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    plan_streams: Mapping[str, int] = field(default_factory=dict)
    plan_tokens: Mapping[str, int] = field(default_factory=dict)
    organization_models: Mapping[str, frozenset[str]] = field(default_factory=dict)
    changed_plans: Mapping[str, str] = field(default_factory=dict)
    suspended_organizations: frozenset[str] = frozenset()
    over_quota_organizations: frozenset[str] = frozenset()
    spent_credits: Mapping[str, ExhaustedCredit] = field(default_factory=dict)
    crowded_organizations: frozenset[str] = frozenset()
    revoked_keys: frozenset[str] = frozenset()

    def plan_of(self, organization_id: str, known: str) -> str:
        """Return the organisation's plan; ``known`` is what a key service says, which may lag behind."""
        return self.changed_plans.get(organization_id, known)


class PolicySource(Protocol):
    async def fetch(self) -> PolicySnapshot:
        """Return the document as of now. Raises PolicyUnavailable, within 1 s."""
        ...
