"""The Unkey verifier: its calls, the keys that it refuses, what it observes and logs."""

from __future__ import annotations

import logging

import pytest

from portal.errors import InvalidKey, KeyServiceUnavailable, RateLimited
from portal.keys.presented_key import present_key
from portal.limits import Limit
from tests.support.keys.service import WHOLE_PLAN
from tests.support.keys.unkey_service import FakeUnkeyService, unkey_service
from tests.support.unkey.server import UnkeyBehaviour


async def test_one_verification_is_one_call(service: FakeUnkeyService) -> None:
    key = await service.issue(limits=WHOLE_PLAN)
    service.unkey.calls.clear()
    await service.verifier.verify(present_key(key.secret), model="oss-20b")
    assert service.unkey.calls == ["keys.verifyKey"]
    await service.verifier.verify(present_key(key.secret), model=None)
    assert service.unkey.calls == ["keys.verifyKey"] * 2


@pytest.mark.parametrize("secret", ["", "ctx_", "sk-1234", "ctx_" + "a" * 5_000, "ctx_" + "0" * 32])
async def test_malformed_key_is_refused_without_a_call(service: FakeUnkeyService, secret: str) -> None:
    for model in ("oss-20b", None):
        with pytest.raises(InvalidKey):
            await service.verifier.verify(present_key(secret), model=model)
    assert service.unkey.calls == []


async def test_key_without_our_metadata_is_invalid(
    service: FakeUnkeyService, caplog: pytest.LogCaptureFixture
) -> None:
    administration = service.issuer._administration
    created = await administration.sdk.keys.create_key_async(
        api_id=service.unkey.store.api_id, prefix="ctx", byte_length=24, permissions=["model:*"]
    )
    with caplog.at_level(logging.ERROR), pytest.raises(InvalidKey):
        await service.verifier.verify(present_key(created.data.key), model="oss-20b")
    assert "keys.foreign_key" in caplog.text
    assert created.data.key not in caplog.text


async def test_key_without_an_organisation_is_invalid(service: FakeUnkeyService) -> None:
    """The identity names what limits count by, which is no organisation to charge."""
    key = await service.issue(allowance_id="ada")
    stored = service.unkey.store.keys[key.issuer_key_id]
    stored.meta = {"key_id": key.key_id}
    with pytest.raises(InvalidKey):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")


async def test_every_call_is_observed_with_outcome_and_time() -> None:
    seen: list[tuple[str, float]] = []
    async with unkey_service(observe=lambda outcome, seconds: seen.append((outcome, seconds))) as service:
        key = await service.issue(limits=(Limit("requests per minute", "key", 1, 60),))
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
        with pytest.raises(RateLimited):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")
        service.unkey.behaviour = UnkeyBehaviour(status=500)
        with pytest.raises(KeyServiceUnavailable):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")
        service.unkey.behaviour = UnkeyBehaviour(drop=True)
        with pytest.raises(KeyServiceUnavailable):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")
    assert [outcome for outcome, _ in seen] == ["VALID", "RATE_LIMITED", "http_500", "no_answer"]
    assert all(seconds > 0 for _, seconds in seen)


async def test_logs_contain_no_secret(service: FakeUnkeyService, caplog: pytest.LogCaptureFixture) -> None:
    key = await service.issue()
    with caplog.at_level(logging.DEBUG):
        for behaviour in (
            UnkeyBehaviour(status=500),
            UnkeyBehaviour(unreadable=True),
            UnkeyBehaviour(drop=True),
        ):
            service.unkey.behaviour = behaviour
            with pytest.raises(KeyServiceUnavailable):
                await service.verifier.verify(present_key(key.secret), model="oss-20b")
    logged = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert key.secret not in logged
    assert "unkey_gateway" not in logged
