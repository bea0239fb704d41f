"""The Unkey verifier while Unkey is slow, down, capped, or responds with something unexpected."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator

import pytest
from unkey.py.models import Operation

from portal.errors import InvalidKey, KeyServiceUnavailable, QuotaExhausted, RateLimited
from portal.keys.presented_key import present_key
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.verifier import UnkeyVerifier
from portal.keys.unkey.verify_response import Ratelimit, Verification, windows_of
from portal.limits import Limit
from tests.support.keys.service import PER_5_HOURS, PER_MINUTE, PER_WEEK
from tests.support.keys.unkey_service import FakeUnkeyService, unkey_service
from tests.support.unkey.server import UnkeyBehaviour

WHOLE_PLAN = (PER_MINUTE, PER_5_HOURS, PER_WEEK)


@pytest.fixture
async def service() -> AsyncIterator[FakeUnkeyService]:
    async with unkey_service() as service:
        yield service


def verifications(service: FakeUnkeyService) -> int:
    return service.unkey.calls.count("keys.verifyKey")


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


@pytest.mark.parametrize("model", ["oss-20b", None])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 412, 429, 500, 503])
async def test_any_other_status_is_no_decision_after_one_call(
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
async def test_incomplete_response_is_no_decision(
    service: FakeUnkeyService, behaviour: UnkeyBehaviour
) -> None:
    key = await service.issue()
    service.unkey.behaviour = behaviour
    with pytest.raises(KeyServiceUnavailable) as caught:
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    assert caught.value.status == 503
    assert "nkey" not in caught.value.message
    service.unkey.behaviour = UnkeyBehaviour()
    await service.verifier.verify(present_key(key.secret), model="oss-20b")


@pytest.mark.parametrize("model", ["oss-20b", None])
async def test_slow_response_is_no_decision_at_the_timeout(model: str | None) -> None:
    async with unkey_service(timeout_seconds=0.3) as service:
        key = await service.issue()
        service.unkey.behaviour = UnkeyBehaviour(delay_seconds=2.0)
        started = time.perf_counter()
        with pytest.raises(KeyServiceUnavailable):
            await service.verifier.verify(present_key(key.secret), model=model)
        assert time.perf_counter() - started < 1.0
        assert verifications(service) == 1


async def test_refused_connection_is_no_decision() -> None:
    connection = UnkeyConnection("root", base_url="http://127.0.0.1:9")
    started = time.perf_counter()
    with pytest.raises(KeyServiceUnavailable):
        await UnkeyVerifier(connection).verify(present_key("ctx_" + "a" * 32), model="oss-20b")
    assert time.perf_counter() - started < 1.5
    await connection.close()


async def test_cap_of_our_workspace_is_no_rate_limit_of_the_customer(service: FakeUnkeyService) -> None:
    key = await service.issue()
    service.unkey.behaviour = UnkeyBehaviour(calls_per_minute=1)
    await service.verifier.verify(present_key(key.secret), model="oss-20b")
    with pytest.raises(KeyServiceUnavailable):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")


async def test_limits_of_any_plan_are_read_and_learned(service: FakeUnkeyService) -> None:
    plans = [(), (PER_MINUTE,), (PER_WEEK,), (PER_MINUTE, PER_WEEK), WHOLE_PLAN]
    for limits in plans:
        key = await service.issue(limits=limits)
        for attempt in range(3):
            service.unkey.calls.clear()
            principal = await service.verifier.verify(present_key(key.secret), model=None)
            assert {window.name for window in principal.windows} == {limit.name for limit in limits}
            assert all(window.used == 0 for window in principal.windows)
            if attempt:
                assert verifications(service) == 1


async def test_new_limit_of_a_plan_is_seen_at_the_next_verification(service: FakeUnkeyService) -> None:
    key = await service.issue(limits=(PER_MINUTE,))
    await service.verifier.verify(present_key(key.secret), model=None)
    await service.issuer.set_plan(key.organization_id, "pro", WHOLE_PLAN)
    service.advance(11)
    for _ in range(3):
        principal = await service.verifier.verify(present_key(key.secret), model=None)
    assert len(principal.windows) == 3
    # The verification that did not name the new windows has counted in them once.
    assert sum(window.used for window in principal.windows) <= 2


async def test_full_window_is_shown_without_refusal(service: FakeUnkeyService) -> None:
    key = await service.issue(limits=WHOLE_PLAN)
    for _ in range(3):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    await service.issuer.set_plan(key.organization_id, "free", (Limit("requests per minute", "key", 1, 60),))
    service.advance(1)
    principal = await service.verifier.verify(present_key(key.secret), model=None)
    assert principal.windows[0].remaining == 0


async def test_plan_changes_every_key_of_the_organisation(service: FakeUnkeyService) -> None:
    first = await service.issue(limits=WHOLE_PLAN)
    second = await service.issue(limits=WHOLE_PLAN, organization_id=first.organization_id)
    other = await service.issue(limits=WHOLE_PLAN)
    larger = (
        Limit("requests per minute", "key", 120, 60),
        Limit("requests per week", "organization", 9, 604_800),
    )
    await service.issuer.set_plan(first.organization_id, "pro", larger)
    service.advance(11)
    for key in (first, second):
        principal = await service.verifier.verify(present_key(key.secret), model="oss-20b")
        assert principal.plan == "pro"
        assert [window.limit for window in principal.windows] == [120, 9]
    assert (await service.verifier.verify(present_key(other.secret), model="oss-20b")).plan == "free"


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


async def test_uses_of_a_key_are_a_quota(service: FakeUnkeyService) -> None:
    key = await service.issue()
    await service.issuer._administration.sdk.keys.update_credits_async(
        key_id=key.issuer_key_id, operation=Operation.SET, value=1
    )
    service.advance(11)
    await service.verifier.verify(present_key(key.secret), model="oss-20b")
    with pytest.raises(QuotaExhausted) as caught:
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    assert caught.value.retry_after is None
    await service.verifier.verify(present_key(key.secret), model=None)


async def test_disabled_workspace_is_no_decision(service: FakeUnkeyService) -> None:
    class ForbiddingConnection(UnkeyConnection):
        async def post(self, operation: str, body: bytes) -> tuple[int, bytes]:
            return 200, b'{"meta":{"requestId":"r"},"data":{"valid":false,"code":"FORBIDDEN"}}'

    for model in ("oss-20b", None):
        with pytest.raises(KeyServiceUnavailable):
            await UnkeyVerifier(ForbiddingConnection("root")).verify(
                present_key("ctx_" + "a" * 32), model=model
            )


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


@pytest.mark.parametrize("reset", [1_795_000_030_000, 10_000])
def test_reset_is_a_time_or_a_duration(reset: int) -> None:
    """Unkey documents a duration, and its source sends a time."""
    limit: Ratelimit = {
        "name": "key-requests-per-minute",
        "limit": 20,
        "duration": 60_000,
        "reset": reset,
        "remaining": 4,
        "exceeded": False,
    }
    verification: Verification = {"valid": True, "code": "VALID", "ratelimits": [limit]}
    (window,) = windows_of(verification, now=1_795_000_020.0)
    assert window.resets_at == 1_795_000_030.0
    assert (window.name, window.scope, window.seconds, window.used) == ("requests per minute", "key", 60, 16)


async def test_wait_at_the_end_of_a_window_is_not_zero(service: FakeUnkeyService) -> None:
    key = await service.issue(limits=(PER_MINUTE,))
    for _ in range(3):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    service.advance(39.999)
    with pytest.raises(RateLimited) as caught:
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    assert caught.value.retry_after is not None
    assert 0.1 <= caught.value.retry_after < 1
