"""Admission: verifying the key, deciding by the policy, and choosing targets."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NoReturn

from functions.gateway.auth.credentials import Credentials
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission.caller import adding_caller_to_errors, with_caller
from functions.gateway.pipeline.admission.concurrent_streams import OpenStreams, StreamLease
from functions.gateway.pipeline.admission.entitlement import (
    entitled_models,
    feature_not_offered,
    no_such_model,
)
from functions.gateway.pipeline.admission.permission import PolicyDecision, decide
from functions.gateway.pipeline.admission.written_prompt import write_prompt
from portal.errors import InvalidRequest, OrganizationSuspended
from portal.inference import AnswerFormat, InferenceRequest
from portal.inference.context import PromptLength, within_context
from portal.inference.model_families import family_of
from portal.keys import Principal, refusal
from portal.policy import PolicySnapshot
from portal.policy.cache import PolicyCache
from portal.pools.leases.held_session import EarlyHold
from portal.pools.plan import Plan
from portal.pools.routing import PoolRouter

SMALLEST_CONTEXT_TOKENS = 2_048
"""A prompt that is surely longer may be refused, even while this process knows no model's context yet."""


@dataclass(frozen=True, slots=True)
class Admission:
    """An admitted request. ``prompt_tokens`` is our estimate, made before the router counts.

    ``conversation`` is what a router of wire v4 gets, None on wire v3, which gets the ``prompt``.

    ``request`` asks for no more ``max_tokens`` than the prompt leaves of ``context_tokens``, the model's
    context (None: unknown). ``plan`` orders the targets of its attempts. ``answer_format``
    is how the model writes its answers. ``admitted_at`` is by this machine's clock, ``database_time`` by the
    database's, which decides the price.

    ``policy_age_seconds`` and ``policy_entries`` are the age and size of the policy that it was admitted by.

    ``stream`` is its lease on one of the allowance's concurrent streams, None for a unary request.
    ``held_session`` is a router session that was acquired beside the verification of the key, None if it was
    not; the first attempt takes it.
    """

    principal: Principal
    request: InferenceRequest
    model: str
    pool: str
    plan: Plan
    prompt: str
    prompt_tokens: int
    admitted_at: datetime
    conversation: InferenceRequest | None = None
    context_tokens: int | None = None
    database_time: datetime | None = None
    stream: StreamLease | None = None
    held_session: EarlyHold | None = None
    answer_format: AnswerFormat = field(default_factory=AnswerFormat)
    policy_age_seconds: float = 0.0
    policy_entries: int = 0

    def release(self) -> None:
        """Call this when the request has ended; a second call does nothing."""
        if self.stream is not None:
            self.stream.release()
        self.release_session()

    def release_session(self) -> None:
        """Call this when the router has answered, or will not be asked; a second call does nothing."""
        if self.held_session is not None:
            self.held_session.release()


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
        raise with_caller(fault, principal)

    async def admit(self, credentials: Credentials, request: InferenceRequest) -> Admission:
        """Admit ``request`` or raise PortalError. Release the admission when the request has ended."""
        alias = self._pools.resolve_alias(request.model)
        if alias is None:
            principal, _ = await self._verify(credentials, None)
            raise with_caller(no_such_model(request.model), principal)
        await self._check_features(credentials, request, alias)
        if request.tools and not self._pools.features_of(alias):
            # With 'none' they are only told to a model, which a prompt of text cannot do.
            request = replace(request, tools=())
        length = PromptLength(request)
        decision = self._predict(credentials, alias, length)
        if self._may_be_denied(decision, alias, length):
            principal, snapshot = await self._verify(credentials, None)
            decision = self._decide(principal, alias, length, snapshot, decision)
        held = self._hold_early(credentials, alias, decision)
        try:
            return await self._admitted(credentials, alias, length, decision, held)
        except BaseException:
            if held is not None:
                held.release()
            raise

    async def _check_features(self, credentials: Credentials, request: InferenceRequest, alias: str) -> None:
        """Raises UnsupportedFeature for what the alias's routers cannot carry, before anything is counted."""
        missing = request.features - self._pools.features_of(alias)
        if not missing:
            return
        principal, snapshot = await self._verify(credentials, None)
        allowed = entitled_models(principal, snapshot)
        offering = [
            other
            for other in self._pools.aliases
            if request.features <= self._pools.features_of(other) and (allowed is None or other in allowed)
        ]
        raise with_caller(feature_not_offered(request, max(missing), alias, offering), principal)

    def _hold_early(
        self, credentials: Credentials, alias: str, decision: PolicyDecision | None
    ) -> EarlyHold | None:
        """Begin to acquire a session beside the verification of a key that this process knows.

        A key that was refused last time gets none: a flood of requests above a limit would keep sessions
        from others.
        """
        if decision is None or not self._verifier.was_admitted(credentials.presented_key):
            return None
        return self._pools.hold_early(alias, decision.snapshot)

    async def _admitted(
        self,
        credentials: Credentials,
        alias: str,
        length: PromptLength,
        decision: PolicyDecision | None,
        held: EarlyHold | None,
    ) -> Admission:
        """Verify the key, counting the request, and decide. Raises PortalError."""
        request = length.request
        principal, snapshot = await self._verify(credentials, alias)
        policy_age_seconds = self._policy.age_seconds
        self._decide(principal, alias, length, snapshot, decision)
        with adding_caller_to_errors(principal):
            plan = self._pools.plan(alias, snapshot)
        model = snapshot.models.get(alias)
        answer_format = AnswerFormat() if model is None else model.answer_format
        prompt = await write_prompt(request, self._pools.wire_of(alias), family_of(answer_format.family))
        context_tokens = snapshot.context_of(alias)
        return Admission(
            principal=principal,
            request=within_context(request, length, prompt.tokens, context_tokens),
            model=alias,
            pool=plan.pool,
            plan=plan,
            prompt=prompt.text,
            conversation=prompt.conversation,
            prompt_tokens=prompt.tokens,
            context_tokens=context_tokens,
            admitted_at=datetime.now(UTC),
            database_time=self._policy.database_time,
            held_session=held,
            stream=self._streams.lease(_allowance(principal, snapshot)) if request.stream else None,
            answer_format=answer_format,
            policy_age_seconds=policy_age_seconds,
            policy_entries=snapshot.entries,
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
            raise refusal.unknown_key().with_key(principal.ids)
        if principal.organization_id in snapshot.suspended_organizations:
            suspended = OrganizationSuspended("Your organisation is suspended.", hint="Contact support.")
            raise with_caller(suspended, principal)
        return principal, snapshot

    def _may_be_denied(self, predicted: PolicyDecision | None, alias: str, length: PromptLength) -> bool:
        """Whether to verify the key without counting first. A prompt can be too long whoever sends it."""
        if predicted is not None:
            return predicted.denial is not None
        snapshot = self._policy.latest
        if snapshot is None:
            return length.exceeds(SMALLEST_CONTEXT_TOKENS)
        return length.exceeds(snapshot.context_of(alias))

    def _predict(self, credentials: Credentials, alias: str, length: PromptLength) -> PolicyDecision | None:
        """Return the likely decision, None if the key or the policy is not known here yet."""
        principal = self._verifier.known_principal(credentials.presented_key)
        snapshot = self._policy.latest
        if principal is None or snapshot is None:
            return None
        open_streams = self._open_streams(principal, length.request, snapshot)
        return decide(principal, alias, snapshot, open_streams, length)

    def _decide(
        self,
        principal: Principal,
        alias: str,
        length: PromptLength,
        snapshot: PolicySnapshot,
        predicted: PolicyDecision | None,
    ) -> PolicyDecision:
        """Return the binding decision: ``predicted`` if it still applies, else a new one. Raises a denial."""
        open_streams = self._open_streams(principal, length.request, snapshot)
        if predicted is not None and predicted.applies_to(principal, snapshot, open_streams):
            decision = predicted
        else:
            decision = decide(principal, alias, snapshot, open_streams, length)
        if decision.denial is not None:
            raise with_caller(decision.denial(principal), principal)
        return decision

    def _open_streams(
        self, principal: Principal, request: InferenceRequest, snapshot: PolicySnapshot
    ) -> int | None:
        return self._streams.count(_allowance(principal, snapshot)) if request.stream else None


def _allowance(principal: Principal, snapshot: PolicySnapshot) -> str:
    return snapshot.allowance_of(principal.organization_id, principal.allowance_id)
