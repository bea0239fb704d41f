"""Policy snapshots that deny a request, by reason."""

from __future__ import annotations

from typing import Any

import httpx

from portal.policy import ChangedPlan, ExhaustedCredit, ModelPolicy, PlanPolicy, PolicySnapshot
from tests.support.gateway.gateways import LIMITS, ORGANIZATION

ALIASES = ("oss-20b", "gemma-4-26b")


def policy(**changes: Any) -> PolicySnapshot:
    """Return a snapshot that permits everything, with ``changes``."""
    fields: dict[str, Any] = {
        "models": {alias: ModelPolicy(alias, alias) for alias in ALIASES},
        "plans": {"pro": PlanPolicy()},
    }
    return PolicySnapshot(**{**fields, **changes})


def stream_limit(streams: int) -> PolicySnapshot:
    return policy(plans={"pro": PlanPolicy(concurrent_streams=streams)})


_ONLY_GEMMA = PlanPolicy(frozenset({"gemma-4-26b"}))
_ORGANIZATIONS = frozenset({ORGANIZATION})

DENIALS = {
    "over quota": (
        policy(over_quota_allowances=_ORGANIZATIONS, plans={"pro": PlanPolicy(monthly_tokens=5_000)}),
        429,
    ),
    "out of credit": (policy(out_of_credit={ORGANIZATION: ExhaustedCredit(-5, 0)}), 429),
    "not entitled": (policy(plans={"pro": _ONLY_GEMMA}), 403),
    "not entitled any more": (
        policy(
            plans={"pro": PlanPolicy(), "free": _ONLY_GEMMA},
            changed_plans={ORGANIZATION: ChangedPlan("free", ORGANIZATION)},
        ),
        403,
    ),
    "model disabled": (policy(models={"oss-20b": ModelPolicy("oss-20b", "p", "disabled")}), 503),
    "at stream limit": (
        policy(at_stream_limit=_ORGANIZATIONS, plans={"pro": PlanPolicy(concurrent_streams=5)}),
        429,
    ),
    "suspended": (policy(suspended_organizations=_ORGANIZATIONS), 403),
}
"""Reason → a snapshot, and the status of OpenAI's dialect."""


def used(answer: httpx.Response) -> int:
    """Return the count of the minute window that a response's headers show."""
    return LIMITS[0].limit - int(answer.headers["x-ratelimit-remaining-requests"])
