"""A key that is enabled again is let in as soon as a key that is disabled is refused: within 2.5 s."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.gateway.auth.credentials import Caller
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission import Admitter
from portal.errors import InvalidKey
from portal.inference import InferenceRequest
from portal.policy.cache import BINDING_SECONDS, PolicyCache
from portal.pools import Pool, PoolMap, Target
from portal.pools.routing import PoolRouter
from tests.functions.gateway.gateways import GivenPolicy
from tests.portal.keys.local_service import Key, LocalService

REQUEST = InferenceRequest(model="oss-20b", prompt="Hello?")


class Asking:
    """Somebody who asks again every ``pause`` seconds, with a key of the local issuer."""

    def __init__(self, pause: float) -> None:
        self.keys = LocalService()
        self.source = GivenPolicy()
        self._pause = pause
        pools = PoolRouter(PoolMap({"oss-20b": Pool("oss-20b", (Target("http://r", 1, "k"),))}, "oss-20b"))
        guarded = ThrottledVerifier(self.keys.verifier, clock=self.keys.now)
        self._admitter = Admitter(guarded, PolicyCache(self.source, clock=self.keys.now), pools)

    def named(self, *key_ids: str) -> None:
        """Have the policy name these keys, and no others, as out of force."""
        self.source.snapshot = replace(self.source.snapshot, revoked_keys=frozenset(key_ids))

    async def asks(self, key: Key) -> bool:
        try:
            await self._admitter.admit(Caller(key.secret, "192.0.2.1"), REQUEST)
        except InvalidKey:
            return False
        return True

    async def asks_until(self, key: Key, admitted: bool) -> float:
        """Return the seconds until the first answer that is as ``admitted`` says."""
        began = self.keys.now()
        while await self.asks(key) != admitted:
            self.keys.advance(self._pause)
        return self.keys.now() - began


@pytest.mark.parametrize("pause", [0.1, 0.7, 1.9, 2.4])
async def test_asking_all_the_time_keeps_no_refusal_alive(pause: float) -> None:
    asking = Asking(pause)
    key = await asking.keys.issue()
    assert await asking.asks(key)
    await asking.keys.disable(key)
    asking.named(key.key_id)
    assert await asking.asks_until(key, admitted=False) < BINDING_SECONDS + pause
    asking.keys.advance(60)
    assert not await asking.asks(key)
    asking.keys.set_status(key, "active")
    asking.named()
    assert await asking.asks_until(key, admitted=True) < BINDING_SECONDS + pause
