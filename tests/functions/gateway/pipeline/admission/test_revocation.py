"""A revocation applies within the age of the snapshot at the decision, whatever the caches hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.gateway.auth.credentials import Credentials
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission.admitter import Admitter
from portal.errors import InvalidKey
from portal.inference import InferenceRequest
from portal.keys import Principal
from portal.keys.presented_key import PresentedKey, present_key
from portal.policy.cache import BINDING_SECONDS, PolicyCache
from tests.support.gateway.gateways import KEY_ID, ORGANIZATION, FixedPolicySource, pool_router

REQUEST = InferenceRequest(model="oss-20b", prompt="Hello?")
CREDENTIALS = Credentials(present_key("ctx_key"), "192.0.2.1")


class StaleVerifier:
    """``KeyVerifier`` that accepts every key, as a cache would, after calling ``meanwhile``."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], None] = lambda: None

    async def verify(self, presented_key: PresentedKey, *, model: str | None) -> Principal:
        self.meanwhile()
        return Principal(KEY_ID, ORGANIZATION, ORGANIZATION, "pro")


class RevocationScenario:
    def __init__(self) -> None:
        self.time = 100.0
        self.source = FixedPolicySource()
        self.verifier = StaleVerifier()
        policy = PolicyCache(self.source, clock=lambda: self.time)
        self.admitter = Admitter(ThrottledVerifier(self.verifier), policy, pool_router("oss-20b"))

    def revoke(self) -> None:
        self.source.snapshot = replace(self.source.snapshot, blocked_keys=frozenset({KEY_ID}))

    def advance(self, seconds: float) -> None:
        self.time += seconds


@pytest.mark.parametrize("verification_seconds", [0.7, 1.0, 1.5])
async def test_slow_verification_does_not_stretch_the_bound(verification_seconds: float) -> None:
    scenario = RevocationScenario()
    await scenario.admitter.admit(CREDENTIALS, REQUEST)
    scenario.revoke()
    scenario.advance(1.9)
    scenario.verifier.meanwhile = lambda: scenario.advance(verification_seconds)
    assert 1.9 + verification_seconds > BINDING_SECONDS
    with pytest.raises(InvalidKey):
        await scenario.admitter.admit(CREDENTIALS, REQUEST)


async def test_key_revoked_during_its_verification_is_refused() -> None:
    scenario = RevocationScenario()
    await scenario.admitter.admit(CREDENTIALS, REQUEST)
    scenario.advance(2.6)

    def meanwhile() -> None:
        scenario.revoke()
        scenario.advance(2.6)

    scenario.verifier.meanwhile = meanwhile
    with pytest.raises(InvalidKey):
        await scenario.admitter.admit(CREDENTIALS, REQUEST)


async def test_known_key_is_refused_after_its_revocation() -> None:
    scenario = RevocationScenario()
    for _ in range(3):
        await scenario.admitter.admit(CREDENTIALS, REQUEST)
    scenario.revoke()
    scenario.advance(BINDING_SECONDS)
    for _ in range(3):
        with pytest.raises(InvalidKey):
            await scenario.admitter.admit(CREDENTIALS, REQUEST)
