"""Admission: verifying the key, deciding by the policy, and choosing targets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn

from functions.gateway.auth.credentials import Credentials
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.concurrent_streams import OpenStreams, StreamLease
from functions.gateway.pipeline.entitlement import model_not_found
from functions.gateway.pipeline.permission import PolicyDecision, decide
from portal.errors import InvalidRequest, OrganizationSuspended, PortalError
from portal.inference import InferenceRequest
from portal.inference.prompt import router_prompt
from portal.inference.tokens import estimate_tokens
from portal.keys import Principal, refusal
from portal.policy import PolicySnapshot
from portal.policy.cache import PolicyCache
from portal.pools import Target
from portal.pools.routing import PoolRouter


@dataclass(frozen=True, slots=True)
class Admission:
    """An admitted request. ``prompt_tokens`` is our estimate, made before the router counts.

    ``admitted_at`` is by this machine's clock, ``database_time`` by the database's, which decides the price.
    ``stream`` is its lease on one of the organisation's concurrent streams, None for a unary request.
    """

    principal: Principal
    request: InferenceRequest
    model: str
    pool: str
    candidates: tuple[Target, ...]
    prompt: str
    prompt_tokens: int
    admitted_at: datetime
    database_time: datetime | None = None
    stream: StreamLease | None = None

    def release(self) -> None:
        """Call this when the request has ended; a second call does nothing."""
        if self.stream is not None:
            self.stream.release()


class Admitter:
    """Verifies the key before anything else, and counts only requests that name a configured model.

    A denied request must consume nothing, and verifying a key counts the request. So the policy's decision is
    predicted first, from the key's last verification in this process and the last snapshot. If it is a
    denial, the key is verified without counting. The final decision is the one for the verified principal and
    the snapshot after the verification: the predicted one if nothing that it depends on has changed meanwhile
    (``PolicyDecision.applies_to``), otherwise a new one.
    """

    def __init__(self, verifier: ThrottledVerifier, policy: PolicyCache, pools: PoolRouter) -> None:
        self._verifier = verifier
        self._policy = policy
        self._pools = pools
        self._streams = OpenStreams()

    async def identify(self, credentials: Credentials) -> tuple[Principal, PolicySnapshot]:
        """Verify the key without counting, for a route that runs no model."""
        return await self._verify(credentials, None)

    async def reject(self, credentials: Credentials, fault: InvalidRequest) -> NoReturn:
        """Raise ``fault`` if the key is valid, else the error of the key."""
        principal, _ = await self._verify(credentials, None)
        raise fault.with_windows(principal.windows)

    async def admit(self, credentials: Credentials, request: InferenceRequest) -> Admission:
        """Admit ``request`` or raise PortalError. Release the admission when the request has ended."""
        alias = self._pools.resolve_alias(request.model)
        if alias is None:
            principal, _ = await self._verify(credentials, None)
            raise model_not_found(request.model).with_windows(principal.windows)
        decision = self._predict(credentials, alias, request)
        if decision is not None and decision.denial is not None:
            principal, snapshot = await self._verify(credentials, None)
            decision = self._decide(principal, alias, request, snapshot, decision)
        principal, snapshot = await self._verify(credentials, alias)
        self._decide(principal, alias, request, snapshot, decision)
        with adding_windows_to_errors(principal):
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
            database_time=self._policy.database_time,
            stream=self._streams.lease(principal.organization_id) if request.stream else None,
        )

    async def _verify(self, credentials: Credentials, alias: str | None) -> tuple[Principal, PolicySnapshot]:
        if self._policy.fresh() is not None:
            principal = await self._verifier.verify(credentials, model=alias)
        else:
            principal, _ = await asyncio.gather(
                self._verifier.verify(credentials, model=alias), self._policy.current()
            )
        # Read after the verification, which takes time: a revocation binds by the age of the snapshot.
        snapshot = await self._policy.current()
        if principal.key_id in snapshot.blocked_keys:
            raise refusal.unknown_key()
        if principal.organization_id in snapshot.suspended_organizations:
            suspended = OrganizationSuspended("Your organisation is suspended.", hint="Contact support.")
            raise suspended.with_windows(principal.windows)
        return principal, snapshot

    def _predict(
        self, credentials: Credentials, alias: str, request: InferenceRequest
    ) -> PolicyDecision | None:
        """Return the likely decision, None if the key or the policy is not known here yet."""
        principal = self._verifier.known_principal(credentials.presented_key)
        snapshot = self._policy.latest
        if principal is None or snapshot is None:
            return None
        return decide(principal, alias, snapshot, self._open_streams(principal, request))

    def _decide(
        self,
        principal: Principal,
        alias: str,
        request: InferenceRequest,
        snapshot: PolicySnapshot,
        predicted: PolicyDecision | None,
    ) -> PolicyDecision:
        """Return the binding decision: ``predicted`` if it still applies, else a new one. Raises a denial."""
        open_streams = self._open_streams(principal, request)
        if predicted is not None and predicted.applies_to(principal, snapshot, open_streams):
            decision = predicted
        else:
            decision = decide(principal, alias, snapshot, open_streams)
        if decision.denial is not None:
            raise decision.denial(principal).with_windows(principal.windows)
        return decision

    def _open_streams(self, principal: Principal, request: InferenceRequest) -> int | None:
        return self._streams.count(principal.organization_id) if request.stream else None


@contextmanager
def adding_windows_to_errors(principal: Principal) -> Iterator[None]:
    """Add the windows of ``principal`` to a PortalError of the block, for its limit headers."""
    try:
        yield
    except PortalError as error:
        error.with_windows(principal.windows)
        raise
