"""Limits and quotas of a key as the Unkey verifier reads them."""

from __future__ import annotations

import pytest
from unkey.py.models import Operation

from portal.errors import QuotaExhausted, RateLimited
from portal.keys.presented_key import present_key
from portal.keys.unkey.verify_response import Ratelimit, Verification, windows_of
from portal.limits import Limit
from tests.support.keys.service import PER_MINUTE, PER_WEEK, WHOLE_PLAN
from tests.support.keys.unkey_service import FakeUnkeyService, verifications


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
    await service.move(key, "pro", key.organization_id, WHOLE_PLAN)
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
    await service.move(key, "free", key.organization_id, (Limit("requests per minute", "key", 1, 60),))
    service.advance(1)
    principal = await service.verifier.verify(present_key(key.secret), model=None)
    assert principal.windows[0].remaining == 0


async def test_plan_of_an_allowance_changes_for_each_of_its_keys(
    service: FakeUnkeyService,
) -> None:
    first = await service.issue(limits=WHOLE_PLAN)
    second = await service.issue(limits=WHOLE_PLAN, organization_id=first.organization_id)
    other = await service.issue(limits=WHOLE_PLAN)
    larger = (
        Limit("requests per minute", "organization", 120, 60),
        Limit("requests per week", "organization", 9, 604_800),
    )
    await service.issuer.set_plan(first.organization_id, "pro", larger)
    service.advance(11)
    for key in (first, second):
        principal = await service.verifier.verify(present_key(key.secret), model="oss-20b")
        assert principal.plan == "pro"
        limits = [window.limit for window in principal.windows if window.scope == "organization"]
        assert limits == [120, 9]
    assert (await service.verifier.verify(present_key(other.secret), model="oss-20b")).plan == "free"


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
