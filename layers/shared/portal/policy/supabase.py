"""The policy snapshot from Supabase: one call of the function ``policy_snapshot``."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from postgrest import AsyncPostgrestClient
from pydantic import AwareDatetime, BaseModel, ValidationError

from portal.database import translated
from portal.errors import PolicyUnavailable, PortalError
from portal.policy import (
    ChangedPlan,
    ExhaustedCredit,
    FetchedPolicy,
    ModelPolicy,
    PlanPolicy,
    PolicySnapshot,
    PoolPolicy,
    PoolState,
    TargetPolicy,
)

FETCH_SECONDS = 1.0


class _Target(BaseModel):
    id: str
    state: PoolState = "active"
    weight: float = 1.0
    tier: int = 0
    session_limit: int | None = None

    def policy(self) -> TargetPolicy:
        return TargetPolicy(self.state, self.weight, self.tier, self.session_limit)


class _Pool(BaseModel):
    name: str
    state: PoolState
    targets: list[_Target]


class _Plan(BaseModel):
    id: str
    models: frozenset[str] | None
    concurrent_streams: int | None = None
    monthly_tokens: int | None = None


class _OrganizationModels(BaseModel):
    organization_id: str
    models: frozenset[str]


class _OutOfCredit(BaseModel):
    organization_id: str
    balance_nanousd: int
    held_nanousd: int


class _ChangedPlan(BaseModel):
    organization_id: str
    plan: str
    allowance_id: str


class SnapshotDocument(BaseModel):
    """The JSON that the SQL function ``policy_snapshot`` returns."""

    models: list[ModelPolicy]
    pools: list[_Pool]
    plans: list[_Plan]
    organization_models: list[_OrganizationModels]
    changed_plans: list[_ChangedPlan] = []
    suspended_organizations: frozenset[str]
    over_quota_allowances: frozenset[str]
    out_of_credit: list[_OutOfCredit] = []
    at_stream_limit: frozenset[str] = frozenset()
    blocked_keys: frozenset[str]
    database_time: AwareDatetime | None = None

    def snapshot(self, made_at: datetime | None = None) -> PolicySnapshot:
        """Return the values. ``made_at`` is the database's time of a document that has none itself."""
        return PolicySnapshot(
            models={model.alias: model for model in self.models},
            pools={
                pool.name: PoolPolicy(pool.name, pool.state, {t.id: t.policy() for t in pool.targets})
                for pool in self.pools
            },
            plans={
                plan.id: PlanPolicy(plan.models, plan.concurrent_streams, plan.monthly_tokens)
                for plan in self.plans
            },
            organization_models={entry.organization_id: entry.models for entry in self.organization_models},
            changed_plans={
                entry.organization_id: ChangedPlan(entry.plan, entry.allowance_id)
                for entry in self.changed_plans
            },
            suspended_organizations=self.suspended_organizations,
            over_quota_allowances=self.over_quota_allowances,
            out_of_credit={
                entry.organization_id: ExhaustedCredit(entry.balance_nanousd, entry.held_nanousd)
                for entry in self.out_of_credit
            },
            at_stream_limit=self.at_stream_limit,
            blocked_keys=self.blocked_keys,
            made_at=self.database_time or made_at,
        )


class SupabasePolicySource:
    """``database`` acts as a role that may execute the function."""

    def __init__(self, database: AsyncPostgrestClient, *, timeout_seconds: float = FETCH_SECONDS) -> None:
        self._database = database
        self._timeout_seconds = timeout_seconds

    async def fetch(self) -> FetchedPolicy:
        data = await self.read()
        try:
            document = SnapshotDocument.model_validate(data)
        except ValidationError as error:
            raise PolicyUnavailable("The policy snapshot has an unexpected format.") from error
        return FetchedPolicy(document.snapshot(), database_time=document.database_time)

    async def read(self) -> Any:
        """Return the document as the database made it, parsed but not validated. Raises PolicyUnavailable."""
        try:
            async with asyncio.timeout(self._timeout_seconds):
                with translated():
                    response = await self._database.rpc("policy_snapshot", {}).execute()
        except TimeoutError as error:
            raise PolicyUnavailable("The policy snapshot was not fetched in time.") from error
        except PortalError as error:
            raise PolicyUnavailable("The policy snapshot cannot be fetched.") from error
        return response.data
