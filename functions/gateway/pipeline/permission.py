"""The policy's decision on one request of a verified key. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from functions.gateway.pipeline.concurrent_streams import too_many_streams
from functions.gateway.pipeline.entitlement import MODELS_HINT, entitled_models
from functions.gateway.pipeline.quotas import credit_exhausted, tokens_exhausted
from portal.errors import ModelNotPermitted, ModelUnavailable, PortalError
from portal.keys import Principal
from portal.policy import PolicySnapshot

Denial = Callable[[Principal], PortalError]
"""Builds the error for a principal, whose windows it shows."""


class DecisionInputs(NamedTuple):
    """Everything that a decision depends on. ``open_streams`` is None for a request that does not stream."""

    principal: Principal
    alias: str
    snapshot: PolicySnapshot
    open_streams: int | None

    def is_same_as(self, other: DecisionInputs) -> bool:
        """Whether both lead to the same decision; windows play no part in it."""
        return (
            self.snapshot is other.snapshot
            and self.open_streams == other.open_streams
            and self.alias == other.alias
            and self.principal.has_same_rights(other.principal)
        )


class PolicyDecision(NamedTuple):
    """``denial`` None: the request is permitted."""

    inputs: DecisionInputs
    denial: Denial | None


def decide(inputs: DecisionInputs) -> PolicyDecision:
    """Decide by, in this order: tokens of the month, credit, entitlement, the model's state, open streams."""
    return PolicyDecision(inputs, _denial(inputs))


def _denial(inputs: DecisionInputs) -> Denial | None:
    principal, alias, snapshot, open_streams = inputs
    organization_id = principal.organization_id
    plan = snapshot.plan_of(organization_id, principal.plan)
    if organization_id in snapshot.over_quota_organizations:
        return lambda principal: tokens_exhausted(principal, plan.monthly_tokens, datetime.now(UTC))
    credit = snapshot.out_of_credit.get(organization_id)
    if credit is not None:
        return lambda principal: credit_exhausted(principal, credit)
    allowed = entitled_models(principal, snapshot)
    if allowed is not None and alias not in allowed:
        return lambda _: _model_not_permitted(alias)
    model = snapshot.models.get(alias)
    if model is not None and model.state != "active":
        return lambda _: _model_disabled(alias)
    limit = plan.concurrent_streams
    if open_streams is None or limit is None:
        return None
    if open_streams >= limit or organization_id in snapshot.at_stream_limit:
        return lambda principal: too_many_streams(principal, limit)
    return None


def _model_not_permitted(alias: str) -> ModelNotPermitted:
    return ModelNotPermitted(
        f"Your key or plan does not include the model '{alias}'.",
        param="model",
        hint="The billing page of the portal shows what each plan includes.",
    )


def _model_disabled(alias: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The model '{alias}' is switched off at the moment.", param="model", hint=MODELS_HINT
    )
