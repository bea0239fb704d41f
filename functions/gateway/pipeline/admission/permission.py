"""What the policy decides on one request with a verified key. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from functions.gateway.pipeline.admission.concurrent_streams import too_many_streams
from functions.gateway.pipeline.admission.entitlement import MODELS_HINT, entitled_models
from functions.gateway.pipeline.admission.quotas import credit_exhausted, tokens_exhausted
from portal.errors import ContextTooLong, ModelNotPermitted, ModelUnavailable, PortalError, QuotaExhausted
from portal.inference.context import PromptLength
from portal.keys import Principal
from portal.policy import PlanPolicy, PolicySnapshot

Denial = Callable[[Principal], PortalError]
"""Builds the error for a principal, whose windows it shows."""


class PolicyDecision(NamedTuple):
    """A decision with everything that it depends on. ``denial`` None: the request is permitted.

    ``open_streams`` is None for a request that does not stream.
    """

    principal: Principal
    snapshot: PolicySnapshot
    open_streams: int | None
    denial: Denial | None

    def applies_to(self, principal: Principal, snapshot: PolicySnapshot, open_streams: int | None) -> bool:
        """Whether another decision on the same request would be the same. Windows play no part in it."""
        return (
            snapshot.permits_as(self.snapshot)
            and open_streams == self.open_streams
            and principal.has_same_rights(self.principal)
        )


def decide(
    principal: Principal,
    alias: str,
    snapshot: PolicySnapshot,
    open_streams: int | None,
    prompt: PromptLength,
) -> PolicyDecision:
    """Decide by, in this order: tokens of the month, credit, entitlement, the model's state and context, open
    streams.
    """
    denial = _denial(principal, alias, snapshot, open_streams, prompt)
    return PolicyDecision(principal, snapshot, open_streams, denial)


def _denial(
    principal: Principal,
    alias: str,
    snapshot: PolicySnapshot,
    open_streams: int | None,
    prompt: PromptLength,
) -> Denial | None:
    organization_id = principal.organization_id
    plan = snapshot.plan_of(organization_id, principal.plan)
    allowance_id = snapshot.allowance_of(organization_id, principal.allowance_id)
    if allowance_id in snapshot.over_quota_allowances:
        return partial(_tokens_exhausted, plan)
    credit = snapshot.out_of_credit.get(organization_id)
    if credit is not None:
        return partial(credit_exhausted, credit=credit)
    allowed = entitled_models(principal, snapshot)
    if allowed is not None and alias not in allowed:
        return partial(_model_not_permitted, alias)
    model = snapshot.models.get(alias)
    if model is not None and model.state != "active":
        return partial(_model_disabled, alias)
    context_tokens = snapshot.context_of(alias)
    if context_tokens is not None and prompt.exceeds(context_tokens):
        return partial(_context_too_long, prompt, context_tokens)
    limit = plan.concurrent_streams
    if open_streams is None or limit is None:
        return None
    if open_streams >= limit or allowance_id in snapshot.at_stream_limit:
        return partial(too_many_streams, limit=limit)
    return None


def _tokens_exhausted(plan: PlanPolicy, principal: Principal) -> QuotaExhausted:
    return tokens_exhausted(principal, plan.monthly_tokens, datetime.now(UTC))


def _context_too_long(prompt: PromptLength, context_tokens: int, _: Principal) -> ContextTooLong:
    return prompt.error(context_tokens)


def _model_not_permitted(alias: str, _: Principal) -> ModelNotPermitted:
    return ModelNotPermitted(
        f"Your key or plan does not include the model '{alias}'.",
        param="model",
        hint="The billing page of the portal shows what each plan includes.",
    )


def _model_disabled(alias: str, _: Principal) -> ModelUnavailable:
    return ModelUnavailable(
        f"The model '{alias}' is disabled at the moment.", param="model", hint=MODELS_HINT
    )
