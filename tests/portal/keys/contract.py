"""The contract of key services. Each adapter runs it through its own ``KeyService``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.errors import InvalidKey, ModelNotPermitted, QuotaExhausted, RateLimited
from portal.keys import Principal
from portal.keys.presented_key import present_key
from portal.limits import WITHOUT_MODEL, Limit
from tests.support.keys.service import PER_5_HOURS, PER_MINUTE, PER_WEEK, KeyService, StoredKey


async def send_requests(service: KeyService, *keys: StoredKey) -> None:
    """Send one request with each of ``keys``, and wait until they are counted."""
    for key in keys:
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    await service.wait(service.counting_lag_seconds)


class KeyServiceContract:
    async def test_principal_has_identity_plan_and_windows(self, service: KeyService) -> None:
        key = await service.issue(limits=(PER_MINUTE, PER_WEEK))
        principal = await service.verifier.verify(present_key(key.secret), model="oss-20b")
        assert principal.key_id == key.key_id
        assert principal.organization_id == key.organization_id
        assert principal.plan == "free"
        assert principal.models is None
        by_name = {window.name: window for window in principal.windows}
        assert by_name["requests per minute"].remaining == 2
        assert by_name["requests per minute"].used == 1
        assert by_name["requests per week"].remaining == 999
        for window in principal.windows:
            assert not window.exceeded
            assert service.now() < window.resets_at <= service.now() + window.seconds

    async def test_secret_has_our_prefix_and_masked_key_only_its_ends(self, service: KeyService) -> None:
        key = await service.issue()
        assert key.secret.startswith("ctx_")
        assert "…" in key.masked
        start, end = key.masked.split("…")
        assert key.secret.startswith(start)
        assert key.secret.endswith(end)
        assert len(start) + len(end) <= 12

    async def test_secrets_are_unique(self, service: KeyService) -> None:
        keys = [await service.issue() for _ in range(20)]
        assert len({key.secret for key in keys}) == 20

    @pytest.mark.parametrize(
        "alter",
        [
            pytest.param(lambda secret: secret[:-1], id="cut"),
            pytest.param(lambda secret: secret[:-1] + ("a" if secret[-1] != "a" else "b"), id="last"),
            pytest.param(lambda secret: secret.swapcase(), id="case"),
            pytest.param(lambda secret: secret + "a", id="longer"),
            pytest.param(lambda secret: " " + secret[1:], id="space"),
            pytest.param(lambda _: "", id="empty"),
            pytest.param(lambda _: "ctx_", id="prefix"),
            pytest.param(lambda _: "ctx_" + "ü" * 36, id="not ascii"),
            pytest.param(lambda _: "ctx_" + "a" * 5_000, id="overlong"),
        ],
    )
    async def test_altered_key_is_invalid(self, service: KeyService, alter: Callable[[str], str]) -> None:
        key = await service.issue()
        with pytest.raises(InvalidKey) as caught:
            await service.verifier.verify(present_key(alter(key.secret)), model="oss-20b")
        assert caught.value.message == "The API key is not valid."
        assert caught.value.hint

    async def test_revoked_key_is_invalid(self, service: KeyService) -> None:
        key = await service.issue()
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
        await service.revoke(key)
        await service.propagate(key)
        with pytest.raises(InvalidKey):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")

    async def test_second_revocation_succeeds(self, service: KeyService) -> None:
        key = await service.issue()
        await service.revoke(key)
        await service.revoke(key)

    async def test_disabled_key_is_invalid(self, service: KeyService) -> None:
        key = await service.issue()
        await service.disable(key)
        with pytest.raises(InvalidKey):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")

    @pytest.mark.parametrize("model", ["oss-20b", None])
    async def test_error_of_a_key_not_in_force_names_the_key(
        self, service: KeyService, model: str | None
    ) -> None:
        disabled = await service.issue()
        await service.disable(disabled)
        expired = await service.issue(expires_at=datetime.fromtimestamp(service.now() + 5, UTC))
        await service.wait(6)
        for key in (disabled, expired):
            with pytest.raises(InvalidKey) as caught:
                await service.verifier.verify(present_key(key.secret), model=model)
            assert caught.value.key == (key.key_id, key.organization_id)

    async def test_error_of_a_full_window_or_a_model_names_the_key(self, service: KeyService) -> None:
        key = await service.issue(models=frozenset({"oss-20b"}), limits=(PER_MINUTE,))
        with pytest.raises(ModelNotPermitted) as not_permitted:
            await service.verifier.verify(present_key(key.secret), model="oss-120b")
        await send_requests(service, key, key, key)
        with pytest.raises(RateLimited) as limited:
            await service.verifier.verify(present_key(key.secret), model="oss-20b")
        assert not_permitted.value.key == limited.value.key == (key.key_id, key.organization_id)

    async def test_error_of_an_unknown_key_names_none(self, service: KeyService) -> None:
        secret = (await service.issue()).secret
        for unknown in (secret[:-1] + ("a" if secret[-1] != "a" else "b"), "ctx_nonsense"):
            with pytest.raises(InvalidKey) as caught:
                await service.verifier.verify(present_key(unknown), model="oss-20b")
            assert caught.value.key is None

    async def test_key_is_invalid_from_the_second_of_its_expiry(self, service: KeyService) -> None:
        expires_at = service.now() + 15
        key = await service.issue(expires_at=datetime.fromtimestamp(expires_at, UTC))
        await service.wait(expires_at - 1 - service.now())
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
        await service.wait(expires_at - service.now())
        with pytest.raises(InvalidKey):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")

    async def test_key_may_use_only_its_own_models(self, service: KeyService) -> None:
        models = frozenset({"oss-20b", "org/model_x"})
        key = await service.issue(models=models, limits=(PER_MINUTE,))
        for model in models:
            principal = await service.verifier.verify(present_key(key.secret), model=model)
            assert principal.models == models
        with pytest.raises(ModelNotPermitted) as caught:
            await service.verifier.verify(present_key(key.secret), model="oss-120b")
        assert caught.value.param == "model"
        assert "oss-120b" in caught.value.message

    async def test_model_that_is_not_permitted_consumes_nothing(self, service: KeyService) -> None:
        key = await service.issue(models=frozenset({"oss-20b"}), limits=(PER_MINUTE,))
        for _ in range(10):
            with pytest.raises(ModelNotPermitted):
                await service.verifier.verify(present_key(key.secret), model="oss-120b")
        principal = await service.verifier.verify(present_key(key.secret), model="oss-20b")
        assert principal.windows[0].remaining == 2

    async def test_verification_without_a_model_counts_nothing(self, service: KeyService) -> None:
        key = await service.issue(limits=(PER_MINUTE,))
        for _ in range(10):
            principal = await service.verifier.verify(present_key(key.secret), model=None)
        assert principal.windows[0].remaining == 3
        assert not principal.windows[0].exceeded

    async def test_verification_without_a_model_passes_a_full_window(self, service: KeyService) -> None:
        key = await service.issue(limits=(PER_MINUTE,))
        await send_requests(service, key, key, key)
        principal = await service.verifier.verify(present_key(key.secret), model=None)
        assert principal.windows[0].remaining == 0

    async def test_requests_without_a_model_have_a_window_of_their_own(self, service: KeyService) -> None:
        """It counts per key, also where the limits of the plan count over several organisations."""
        key, other = [await service.issue(limits=(PER_MINUTE,), allowance_id="ada") for _ in range(2)]
        await service.wait(WITHOUT_MODEL.seconds - service.now() % WITHOUT_MODEL.seconds)
        answers = []
        for _ in range(4):
            answers += await asyncio.gather(
                *(
                    service.verifier.verify(present_key(key.secret), model=None)
                    for _ in range(WITHOUT_MODEL.limit // 3)
                ),
                return_exceptions=True,
            )
            await service.wait(service.counting_lag_seconds)
        refused = [answer for answer in answers if isinstance(answer, RateLimited)]
        admitted = [answer for answer in answers if isinstance(answer, Principal)]
        assert len(admitted) + len(refused) == len(answers)
        assert len(refused) > 0
        if not service.counting_lag_seconds:
            assert len(admitted) == WITHOUT_MODEL.limit
        assert {window.name for principal in admitted for window in principal.windows} == {PER_MINUTE.name}
        assert f"{WITHOUT_MODEL.limit} of {WITHOUT_MODEL.limit} {WITHOUT_MODEL.name}" in refused[0].message
        assert 0 < (refused[0].retry_after or 0) <= 60
        counted = await service.verifier.verify(present_key(key.secret), model="oss-20b")
        assert counted.windows[0].remaining == PER_MINUTE.limit - 1
        assert await service.verifier.verify(present_key(other.secret), model=None)
        await service.wait(WITHOUT_MODEL.seconds * 2)
        assert await service.verifier.verify(present_key(key.secret), model=None)

    async def test_full_short_window_has_a_wait_after_which_it_passes(self, service: KeyService) -> None:
        key = await service.issue(limits=(PER_MINUTE, PER_WEEK))
        await send_requests(service, key, key, key)
        with pytest.raises(RateLimited) as caught:
            await service.verifier.verify(present_key(key.secret), model="oss-20b")
        error = caught.value
        assert error.retry_after is not None
        assert 0 < error.retry_after <= 60
        assert error.window is not None
        assert error.window.name == "requests per minute"
        assert error.window.exceeded
        assert error.window.remaining == 0
        assert "3 of 3 requests per minute" in error.message
        assert {window.name for window in error.windows} == {"requests per minute", "requests per week"}
        await service.wait(error.retry_after)
        await service.verifier.verify(present_key(key.secret), model="oss-20b")

    async def test_denied_request_consumes_nothing(self, service: KeyService) -> None:
        key = await service.issue(limits=(PER_MINUTE, PER_5_HOURS))
        await send_requests(service, key, key, key)
        for _ in range(20):
            with pytest.raises(RateLimited):
                await service.verifier.verify(present_key(key.secret), model="oss-20b")
        other = await service.issue(limits=(PER_MINUTE, PER_5_HOURS), organization_id=key.organization_id)
        principal = await service.verifier.verify(present_key(other.secret), model="oss-20b")
        by_name = {window.name: window for window in principal.windows}
        assert by_name["requests per 5 hours"].used == 4

    async def test_keys_share_the_window_of_their_organisation(self, service: KeyService) -> None:
        first = await service.issue(limits=(PER_MINUTE, PER_5_HOURS))
        second = await service.issue(limits=(PER_MINUTE, PER_5_HOURS), organization_id=first.organization_id)
        other = await service.issue(limits=(PER_MINUTE, PER_5_HOURS))
        await send_requests(service, first, first, first, second, second)
        with pytest.raises(QuotaExhausted):
            await service.verifier.verify(present_key(second.secret), model="oss-20b")
        await service.verifier.verify(present_key(other.secret), model="oss-20b")

    async def test_organisations_of_one_allowance_share_its_windows(self, service: KeyService) -> None:
        per_minute = Limit("requests per minute", "organization", 4, 60)
        keys = [await service.issue(limits=(per_minute,), allowance_id="ada") for _ in range(3)]
        other = await service.issue(limits=(per_minute,))
        for key in (*keys, keys[0]):
            principal = await service.verifier.verify(present_key(key.secret), model="oss-20b")
            assert (principal.organization_id, principal.allowance_id) == (key.organization_id, "ada")
        await service.wait(service.counting_lag_seconds)
        for key in keys:
            with pytest.raises(RateLimited, match="its creator's others") as caught:
                await service.verifier.verify(present_key(key.secret), model="oss-20b")
            assert caught.value.key == (key.key_id, key.organization_id)
        principal = await service.verifier.verify(present_key(other.secret), model="oss-20b")
        assert principal.allowance_id == other.organization_id

    async def test_key_counts_by_the_allowance_of_its_new_plan(self, service: KeyService) -> None:
        free = (Limit("requests per 5 hours", "organization", 2, 18_000),)
        larger = (PER_MINUTE, Limit("requests per 5 hours", "organization", 5, 18_000))
        key = await service.issue(limits=free, allowance_id="grace")
        sibling = await service.issue(limits=free, allowance_id="grace")
        await send_requests(service, key, sibling)
        await service.move(key, "pro", key.organization_id, larger)
        await service.propagate(key)
        principal = await service.verifier.verify(present_key(key.secret), model="oss-20b")
        assert (principal.plan, principal.allowance_id) == ("pro", key.organization_id)
        assert [(window.limit, window.used) for window in principal.windows] == [(3, 1), (5, 1)]
        with pytest.raises(QuotaExhausted):
            await service.verifier.verify(present_key(sibling.secret), model="oss-20b")
        # Back on the first plan, what was used of it before is still used.
        await service.move(key, "free", "grace", free)
        await service.propagate(key)
        with pytest.raises(QuotaExhausted):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")

    async def test_exhausted_quota_names_limit_reset_and_remedy(self, service: KeyService) -> None:
        key = await service.issue(limits=(PER_5_HOURS,))
        await send_requests(service, *[key] * 5)
        with pytest.raises(QuotaExhausted) as caught:
            await service.verifier.verify(present_key(key.secret), model="oss-20b")
        error = caught.value
        assert error.retry_after is None
        assert error.should_retry is False
        assert error.window is not None
        resets_at = datetime.fromtimestamp(error.window.resets_at, UTC)
        assert "5 of 5 requests per 5 hours" in error.message
        assert f"{resets_at:%Y-%m-%d %H:%M:%S} UTC" in error.message
        assert "Wait until then, or choose a larger plan" in error.message
        assert error.hint

    async def test_exhausted_quota_passes_after_its_reset(self, service: KeyService) -> None:
        key = await service.issue(limits=(PER_5_HOURS,))
        await send_requests(service, *[key] * 5)
        window = (await service.verifier.verify(present_key(key.secret), model=None)).windows[0]
        await service.wait(window.resets_at - service.now() + 1)
        await service.verifier.verify(present_key(key.secret), model="oss-20b")

    async def test_exhausted_quota_precedes_a_full_minute(self, service: KeyService) -> None:
        """Waiting a minute does not help, so there must be no ``retry_after``."""
        minute = Limit("requests per minute", "key", 2, 60)
        week = Limit("requests per week", "organization", 2, 604_800)
        key = await service.issue(limits=(minute, week))
        await send_requests(service, key, key)
        with pytest.raises(QuotaExhausted):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")

    async def test_concurrent_requests_do_not_exceed_the_limit(self, service: KeyService) -> None:
        limit = Limit("requests per minute", "key", 50, 60)
        key = await service.issue(limits=(limit,))
        answers = await asyncio.gather(
            *(service.verifier.verify(present_key(key.secret), model="oss-20b") for _ in range(200)),
            return_exceptions=True,
        )
        admitted = sum(not isinstance(answer, BaseException) for answer in answers)
        refused = sum(isinstance(answer, RateLimited) for answer in answers)
        assert admitted + refused == 200
        assert admitted >= 50
        if not service.counting_lag_seconds:
            assert admitted == 50
        await service.wait(service.counting_lag_seconds)
        with pytest.raises(RateLimited):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")
