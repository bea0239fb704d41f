"""A revocation binds by the age of the policy at the moment of the decision, whatever came before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.gateway.auth.credentials import Caller
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission import Admitter
from portal.errors import InvalidKey
from portal.inference import InferenceRequest
from portal.keys import Principal
from portal.policy.cache import BINDING_SECONDS, PolicyCache
from portal.pools import Pool, PoolMap, Target
from portal.pools.routing import PoolRouter
from tests.functions.gateway.gateways import KEY_ID, ORGANIZATION, GivenPolicy

REQUEST = InferenceRequest(model="oss-20b", prompt="Hello?")
CALLER = Caller("ctx_key", "192.0.2.1")


class SlowVerifier:
    """``KeyVerifier`` that says yes, as a cache would, after ``meanwhile`` has happened."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], None] = lambda: None

    async def verify(self, secret: str, *, model: str | None) -> Principal:
        self.meanwhile()
        return Principal(KEY_ID, ORGANIZATION, "pro")


class Decision:
    def __init__(self) -> None:
        self.time = 100.0
        self.source = GivenPolicy()
        self.verifier = SlowVerifier()
        policy = PolicyCache(self.source, clock=lambda: self.time)
        pools = PoolRouter(PoolMap({"oss-20b": Pool("oss-20b", (Target("http://r", 1, "k"),))}, "oss-20b"))
        self.admitter = Admitter(ThrottledVerifier(self.verifier), policy, pools)

    def revoke(self) -> None:
        self.source.snapshot = replace(self.source.snapshot, revoked_keys=frozenset({KEY_ID}))

    def passes(self, seconds: float) -> None:
        self.time += seconds


@pytest.mark.parametrize("verification_seconds", [0.7, 1.0, 1.5])
async def test_a_slow_verification_does_not_stretch_the_bound(verification_seconds: float) -> None:
    decision = Decision()
    await decision.admitter.admit(CALLER, REQUEST)
    decision.revoke()
    decision.passes(1.9)
    decision.verifier.meanwhile = lambda: decision.passes(verification_seconds)
    assert 1.9 + verification_seconds > BINDING_SECONDS
    with pytest.raises(InvalidKey):
        await decision.admitter.admit(CALLER, REQUEST)


async def test_a_key_that_is_revoked_while_it_is_verified_is_not_let_in_with_an_old_policy() -> None:
    decision = Decision()
    await decision.admitter.admit(CALLER, REQUEST)
    decision.passes(2.6)

    def meanwhile() -> None:
        decision.revoke()
        decision.passes(2.6)

    decision.verifier.meanwhile = meanwhile
    with pytest.raises(InvalidKey):
        await decision.admitter.admit(CALLER, REQUEST)


async def test_a_key_that_is_remembered_as_good_is_still_refused() -> None:
    decision = Decision()
    for _ in range(3):
        await decision.admitter.admit(CALLER, REQUEST)
    decision.revoke()
    decision.passes(BINDING_SECONDS)
    for _ in range(3):
        with pytest.raises(InvalidKey):
            await decision.admitter.admit(CALLER, REQUEST)
