"""An enabled key is admitted as soon as a disabled one is refused: within 2.5 s."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.gateway.auth.credentials import Credentials
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission.admitter import Admitter
from portal.errors import InvalidKey
from portal.inference import InferenceRequest
from portal.keys.presented_key import present_key
from portal.policy.cache import BINDING_SECONDS, PolicyCache
from tests.support.gateway.gateways import FixedPolicySource, pool_router
from tests.support.keys.local_service import IssuedLocalKey, LocalService

REQUEST = InferenceRequest(model="oss-20b", prompt="Hello?")


class PollingCaller:
    """Sends a request every ``pause`` seconds, with a key of the local issuer."""

    def __init__(self, pause: float) -> None:
        self.keys = LocalService()
        self.source = FixedPolicySource()
        self._pause = pause
        verifier = ThrottledVerifier(self.keys.verifier, clock=self.keys.now)
        policy = PolicyCache(self.source, clock=self.keys.now)
        self._admitter = Admitter(verifier, policy, pool_router("oss-20b"))

    def block(self, *key_ids: str) -> None:
        """Make these the blocked keys of the policy."""
        self.source.snapshot = replace(self.source.snapshot, blocked_keys=frozenset(key_ids))

    async def is_admitted(self, key: IssuedLocalKey) -> bool:
        try:
            await self._admitter.admit(Credentials(present_key(key.secret), "192.0.2.1"), REQUEST)
        except InvalidKey:
            return False
        return True

    async def seconds_until(self, key: IssuedLocalKey, *, admitted: bool) -> float:
        """Send requests until one is admitted (or refused), and return the seconds that it took."""
        started = self.keys.now()
        while await self.is_admitted(key) != admitted:
            self.keys.advance(self._pause)
        return self.keys.now() - started


@pytest.mark.parametrize("pause", [0.1, 0.7, 1.9, 2.4])
async def test_polling_does_not_prolong_a_refusal(pause: float) -> None:
    caller = PollingCaller(pause)
    key = await caller.keys.issue()
    assert await caller.is_admitted(key)
    await caller.keys.disable(key)
    caller.block(key.key_id)
    assert await caller.seconds_until(key, admitted=False) < BINDING_SECONDS + pause
    caller.keys.advance(60)
    assert not await caller.is_admitted(key)
    caller.keys.set_status(key, "active")
    caller.block()
    assert await caller.seconds_until(key, admitted=True) < BINDING_SECONDS + pause
