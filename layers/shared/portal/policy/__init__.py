"""The policy snapshot: everything besides the key that admission depends on, in one document.

The database makes it (RPC ``policy_snapshot``); ``portal.policy.published`` brings it to every environment.
While serving it is refreshed before it is 2.5 s old, and kept when a refresh fails. Without a document, or
with one older than 15 minutes, requests fail closed with ``PolicyUnavailable``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Literal, Protocol

from portal.inference import AnswerFormat
from portal.pool_health import PublishedHealth

ModelState = Literal["active", "disabled"]
PoolState = Literal["active", "draining", "disabled"]


@dataclass(frozen=True, slots=True)
class ModelPolicy:
    """A model of the catalogue. ``pool`` is the pool's public name.

    ``family``: whose control tokens it obeys (``portal.inference.model_families``); None: not known.
    ``answers_begin_in_reasoning``: see ``AnswerFormat.begins_in_reasoning``.
    """

    alias: str
    pool: str
    state: ModelState = "active"
    display_name: str = ""
    description: str = ""
    context_tokens: int | None = None
    created_at: datetime | None = None
    family: str | None = None
    answers_begin_in_reasoning: bool = False

    @property
    def answer_format(self) -> AnswerFormat:
        return AnswerFormat(self.family, self.answers_begin_in_reasoning)


@dataclass(frozen=True, slots=True)
class TargetPolicy:
    """What operators have set for one target. A target without an entry has these defaults.

    ``weight`` is its share relative to the others of its tier; a request goes to the lowest ``tier`` with
    room. ``session_limit`` is the concurrent requests of its session, None: as configured.
    """

    state: PoolState = "active"
    weight: float = 1.0
    tier: int = 0
    session_limit: int | None = None


@dataclass(frozen=True, slots=True)
class PoolPolicy:
    """``targets`` are the targets by id for which operators have set something."""

    name: str
    state: PoolState = "active"
    targets: Mapping[str, TargetPolicy] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """What a plan includes; None: no limit.

    ``models`` are aliases, ``concurrent_streams`` counts per allowance, ``monthly_tokens`` per allowance and
    calendar month in UTC.
    """

    models: frozenset[str] | None = None
    concurrent_streams: int | None = None
    monthly_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class ExhaustedCredit:
    """A balance that is used up, in nano-USD; ``held_nanousd`` is held for running requests."""

    balance_nanousd: int
    held_nanousd: int


@dataclass(frozen=True, slots=True)
class ChangedPlan:
    """The plan of an organisation that had another one recently, and what its limits count by now."""

    plan: str
    allowance_id: str


_UNKNOWN_PLAN = PlanPolicy()


@dataclass(frozen=True, slots=True)
class PolicySnapshot:
    """Keys of the maps are aliases, pool names, plan names and organisation ids.

    ``over_quota_allowances`` and ``at_stream_limit`` are ids of allowances: organisations that count together
    have one.

    ``organization_models``: the entitlement of organisations where it differs from their plan's.
    ``changed_plans``: the plan of organisations that had another one recently. ``out_of_credit``: prepaid
    organisations whose credit is used up or held. ``at_stream_limit``: allowances whose recorded running
    streams reach their plan's limit. ``blocked_keys``: ids of keys that are revoked, disabled or expired,
    while the key service may not know it yet. Organisations without keys are in ``organization_models`` only.
    ``health`` is what the pool monitor published last; None: nothing younger than ``HEALTH_SECONDS``. It
    decides where a request goes, never whether it may run. ``made_at`` is when the database made the first
    document with this content, by its own clock.
    """

    models: Mapping[str, ModelPolicy] = field(default_factory=dict)
    pools: Mapping[str, PoolPolicy] = field(default_factory=dict)
    plans: Mapping[str, PlanPolicy] = field(default_factory=dict)
    organization_models: Mapping[str, frozenset[str]] = field(default_factory=dict)
    changed_plans: Mapping[str, ChangedPlan] = field(default_factory=dict)
    suspended_organizations: frozenset[str] = frozenset()
    over_quota_allowances: frozenset[str] = frozenset()
    out_of_credit: Mapping[str, ExhaustedCredit] = field(default_factory=dict)
    at_stream_limit: frozenset[str] = frozenset()
    blocked_keys: frozenset[str] = frozenset()
    health: PublishedHealth | None = None
    made_at: datetime | None = field(default=None, compare=False)

    def context_of(self, alias: str) -> int | None:
        """Return the tokens of a model's context, None if it is not published."""
        model = self.models.get(alias)
        return None if model is None else model.context_tokens

    def family_of(self, alias: str) -> str | None:
        """Return the family of a model; None if it is unknown."""
        model = self.models.get(alias)
        return None if model is None else model.family

    def permits_as(self, other: PolicySnapshot) -> bool:
        """Whether both are of one document, so that they permit the same. Their health may differ."""
        return self is other or all(getattr(self, name) is getattr(other, name) for name in _PERMITTING)

    @property
    def entries(self) -> int:
        """How many organisations and keys the snapshot names: what its size grows with."""
        return (
            len(self.organization_models)
            + len(self.changed_plans)
            + len(self.suspended_organizations)
            + len(self.over_quota_allowances)
            + len(self.out_of_credit)
            + len(self.at_stream_limit)
            + len(self.blocked_keys)
        )

    def plan_of(self, organization_id: str, verified_plan: str) -> PlanPolicy:
        """Return the organisation's plan; a plan without an entry has no limits.

        ``verified_plan`` is the name that the key service returned, which may lag behind a change.
        """
        changed = self.changed_plans.get(organization_id)
        return self.plans.get(verified_plan if changed is None else changed.plan, _UNKNOWN_PLAN)

    def allowance_of(self, organization_id: str, verified_allowance_id: str) -> str:
        """Return what the organisation's limits count by, with the same lag of the key service."""
        changed = self.changed_plans.get(organization_id)
        return verified_allowance_id if changed is None else changed.allowance_id


_PERMITTING = tuple(entry.name for entry in fields(PolicySnapshot) if entry.name not in {"health", "made_at"})


@dataclass(frozen=True, slots=True)
class FetchedPolicy:
    """A snapshot with its age. ``snapshot`` is the object of the last fetch if nothing in it has changed.

    ``age_seconds`` is how long before the fetch was sent the read of the database began; 0 if it began later.
    ``database_time`` is when the database made the document, by its own clock. ``newer_health`` yields health
    that is still being read, None if it cannot be read; it raises nothing.
    """

    snapshot: PolicySnapshot
    age_seconds: float = 0.0
    database_time: datetime | None = None
    newer_health: Awaitable[PublishedHealth | None] | None = None


class PolicySource(Protocol):
    async def fetch(self) -> FetchedPolicy:
        """Return the current document. Raises PolicyUnavailable, within 1.3 s."""
        ...
