"""The Unkey verifier while Unkey is slow, down, capped, or responds with something unexpected."""

from __future__ import annotations

import time

import pytest

from portal.errors import KeyServiceUnavailable
from portal.keys.presented_key import present_key
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.verifier import UnkeyVerifier
from tests.support.keys.unkey_service import FakeUnkeyService, unkey_service, verifications
from tests.support.unkey.server import UnkeyBehaviour


@pytest.mark.parametrize("model", ["oss-20b", None])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 412, 429, 500, 503])
async def test_any_other_status_fails_closed_after_one_call(
    service: FakeUnkeyService, status: int, model: str | None
) -> None:
    key = await service.issue()
    service.unkey.calls.clear()
    service.unkey.behaviour = UnkeyBehaviour(status=status)
    with pytest.raises(KeyServiceUnavailable):
        await service.verifier.verify(present_key(key.secret), model=model)
    # Verifying without counting makes a second call after a 412, which counted nothing.
    assert verifications(service) == (2 if status == 412 and model is None else 1)


@pytest.mark.parametrize("behaviour", [UnkeyBehaviour(drop=True), UnkeyBehaviour(unreadable=True)])
async def test_incomplete_response_fails_closed(service: FakeUnkeyService, behaviour: UnkeyBehaviour) -> None:
    key = await service.issue()
    service.unkey.behaviour = behaviour
    with pytest.raises(KeyServiceUnavailable) as caught:
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    assert caught.value.status == 503
    assert "nkey" not in caught.value.message
    service.unkey.behaviour = UnkeyBehaviour()
    await service.verifier.verify(present_key(key.secret), model="oss-20b")


@pytest.mark.parametrize("model", ["oss-20b", None])
async def test_slow_response_fails_closed_at_the_timeout(model: str | None) -> None:
    async with unkey_service(timeout_seconds=0.3) as service:
        key = await service.issue()
        service.unkey.behaviour = UnkeyBehaviour(delay_seconds=2.0)
        started = time.perf_counter()
        with pytest.raises(KeyServiceUnavailable):
            await service.verifier.verify(present_key(key.secret), model=model)
        assert time.perf_counter() - started < 1.0
        assert verifications(service) == 1


async def test_refused_connection_fails_closed() -> None:
    connection = UnkeyConnection("root", base_url="http://127.0.0.1:9")
    started = time.perf_counter()
    with pytest.raises(KeyServiceUnavailable):
        await UnkeyVerifier(connection).verify(present_key("ctx_" + "a" * 32), model="oss-20b")
    assert time.perf_counter() - started < 1.5
    await connection.close()


async def test_cap_of_our_workspace_is_not_a_rate_limit_of_the_customer(service: FakeUnkeyService) -> None:
    key = await service.issue()
    service.unkey.behaviour = UnkeyBehaviour(calls_per_minute=1)
    await service.verifier.verify(present_key(key.secret), model="oss-20b")
    with pytest.raises(KeyServiceUnavailable):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")


async def test_disabled_workspace_fails_closed(service: FakeUnkeyService) -> None:
    class ForbiddingConnection(UnkeyConnection):
        async def post(self, operation: str, body: bytes) -> tuple[int, bytes]:
            return 200, b'{"meta":{"requestId":"r"},"data":{"valid":false,"code":"FORBIDDEN"}}'

    for model in ("oss-20b", None):
        with pytest.raises(KeyServiceUnavailable):
            await UnkeyVerifier(ForbiddingConnection("root")).verify(
                present_key("ctx_" + "a" * 32), model=model
            )
