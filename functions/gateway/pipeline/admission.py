"""Letting a request in: key, policy, entitlement, and where it may go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn

from functions.gateway.auth.credentials import Caller
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.concurrent_streams import OpenStreams, StreamLease, too_many_streams
from functions.gateway.pipeline.quotas import credit_spent, tokens_spent
from portal.errors import (
    InvalidRequest,
    ModelNotFound,
    ModelNotPermitted,
    ModelUnavailable,
    OrganizationSuspended,
    PortalError,
)
from portal.inference import InferenceRequest
from portal.inference.prompt import router_prompt
from portal.inference.tokens import estimate_tokens
from portal.keys import Principal, refusal
from portal.policy import PolicySnapshot
from portal.policy.cache import PolicyCache
from portal.pools import Target
from portal.pools.routing import PoolRouter

_MODELS_HINT = "GET /v1/models lists the models you can call."


@dataclass(frozen=True, slots=True)
class Admission:
    """A request that was let in. ``prompt_tokens`` is our estimate, told before the router has counted.

    ``stream`` is its place among the organisation's streams.
    """

    principal: Principal
    request: InferenceRequest
    model: str
    pool: str
    candidates: tuple[Target, ...]
    prompt: str
    prompt_tokens: int
    admitted_at: datetime
    stream: StreamLease | None = None

    def release(self) -> None:
        """Say that the request is over; may be said again."""
        if self.stream is not None:
            self.stream.release()


class Admitter:
    """Verifies the key before anything else is decided, and counts only requests that name a real model.

    Whatever the policy will refuse is foreseen where the key is known to this process: then it is verified
    without counting, so that a denied request consumes nothing.
    """

    def __init__(self, keys: ThrottledVerifier, policy: PolicyCache, pools: PoolRouter) -> None:
        self._keys = keys
        self._policy = policy
        self._pools = pools
        self._streams = OpenStreams()

    async def identify(self, caller: Caller) -> tuple[Principal, PolicySnapshot]:
        """Verify the key for a route that runs no model: nothing is counted against its limits."""
        return await self._verify(caller, None)

    async def reject(self, caller: Caller, fault: InvalidRequest) -> NoReturn:
        """Raise ``fault``, but only to somebody with a valid key: others learn that theirs is not."""
        principal, _ = await self._verify(caller, None)
        raise fault.with_windows(principal.windows)

    async def admit(self, caller: Caller, request: InferenceRequest) -> Admission:
        """Let ``request`` in. The admission has to be released when the request is over."""
        alias = self._pools.resolve_alias(request.model)
        if alias is None:
            principal, _ = await self._verify(caller, None)
            raise unknown_model(request.model).with_windows(principal.windows)
        if self._foresees_denial(caller.key, alias, request):
            principal, snapshot = await self._verify(caller, None)
            with limits_shown(principal):
                self._permit(principal, alias, request, snapshot)
        principal, snapshot = await self._verify(caller, alias)
        with limits_shown(principal):
            self._permit(principal, alias, request, snapshot)
            route = self._pools.route(alias, snapshot)
        prompt = router_prompt(request)
        return Admission(
            principal=principal,
            request=request,
            model=alias,
            pool=route.pool,
            candidates=route.candidates,
            prompt=prompt,
            prompt_tokens=estimate_tokens(prompt),
            admitted_at=datetime.now(UTC),
            stream=self._streams.lease(principal.organization_id) if request.stream else None,
        )

    async def _verify(self, caller: Caller, alias: str | None) -> tuple[Principal, PolicySnapshot]:
        if self._policy.fresh() is not None:
            principal = await self._keys.verify(caller, model=alias)
        else:
            principal, _ = await asyncio.gather(
                self._keys.verify(caller, model=alias), self._policy.current()
            )
        # As of now: the verification took its time, and a revocation binds by the age of the snapshot.
        snapshot = await self._policy.current()
        if principal.key_id in snapshot.revoked_keys:
            raise refusal.unknown_key()
        if principal.organization_id in snapshot.suspended_organizations:
            suspended = OrganizationSuspended("Your organisation is suspended.", hint="Write to support.")
            raise suspended.with_windows(principal.windows)
        return principal, snapshot

    def _foresees_denial(self, key: str, alias: str, request: InferenceRequest) -> bool:
        """Whether the request would be refused, as far as is known. Never lets anybody in."""
        principal = self._keys.remembered(key)
        snapshot = self._policy.latest
        if principal is None or snapshot is None:
            return False
        try:
            self._permit(principal, alias, request, snapshot)
        except PortalError:
            return True
        return False

    def _permit(
        self, principal: Principal, alias: str, request: InferenceRequest, snapshot: PolicySnapshot
    ) -> None:
        """Raise what the policy has against the request of a verified key."""
        organization_id = principal.organization_id
        plan = snapshot.plan_of(organization_id, principal.plan)
        if organization_id in snapshot.over_quota_organizations:
            raise tokens_spent(principal, snapshot.plan_tokens.get(plan), datetime.now(UTC))
        spent = snapshot.spent_credits.get(organization_id)
        if spent is not None:
            raise credit_spent(principal, spent)
        entitle(principal, alias, snapshot)
        model = snapshot.models.get(alias)
        if model is not None and model.state != "active":
            raise ModelUnavailable(
                f"The model '{alias}' is switched off at the moment.",
                param="model",
                hint=_MODELS_HINT,
            )
        limit = snapshot.plan_streams.get(plan) if request.stream else None
        if limit is not None and (
            self._streams.count(organization_id) >= limit or organization_id in snapshot.crowded_organizations
        ):
            raise too_many_streams(principal, limit)


@contextmanager
def limits_shown(principal: Principal) -> Iterator[None]:
    """Have whatever is refused inside the block show where the limits of ``principal`` stand."""
    try:
        yield
    except PortalError as error:
        error.with_windows(principal.windows)
        raise


def unknown_model(name: str | None) -> ModelNotFound:
    return ModelNotFound(f"The model '{name}' does not exist.", param="model", hint=_MODELS_HINT)


def entitled_models(principal: Principal, snapshot: PolicySnapshot) -> frozenset[str] | None:
    """Return the aliases ``principal`` may call, None meaning all: the organisation's, cut by the key's."""
    allowed = snapshot.organization_models.get(principal.organization_id)
    if allowed is None:
        allowed = snapshot.plan_models.get(snapshot.plan_of(principal.organization_id, principal.plan))
    if principal.models is None:
        return allowed
    return principal.models if allowed is None else allowed & principal.models


def entitle(principal: Principal, alias: str, snapshot: PolicySnapshot) -> None:
    allowed = entitled_models(principal, snapshot)
    if allowed is not None and alias not in allowed:
        raise ModelNotPermitted(
            f"Your key or plan does not include the model '{alias}'.",
            param="model",
            hint="The billing page of the portal shows what each plan includes.",
        )
