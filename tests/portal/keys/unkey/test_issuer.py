"""Keys are made, changed, listed and ended at Unkey; calls that fail can be repeated."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from portal.errors import InvalidKey, KeyServiceUnavailable, ModelNotPermitted, ResourceNotFound
from portal.keys import KeyState, RemoteKey
from portal.keys.unkey.administration import UnkeyAdministration
from portal.keys.unkey.issuer import UnkeyIssuer
from portal.limits import Limit
from tests.portal.keys.contract import PER_5_HOURS, PER_MINUTE, PER_WEEK
from tests.portal.keys.unkey.services import FakeUnkeyService, tls, unkey_service
from tests.support.unkey.server import Behaviour
from tests.support.unkey.store import PORTAL_PERMISSIONS

LIMITS = (PER_MINUTE, PER_5_HOURS, PER_WEEK)


@pytest.fixture
async def service() -> AsyncIterator[FakeUnkeyService]:
    async with unkey_service() as service:
        yield service


async def kept(service: FakeUnkeyService, organization_id: str | None = None) -> list[RemoteKey]:
    return [key async for key in service.issuer.keys(organization_id)]


async def test_what_was_issued_is_listed_as_it_was_wished(service: FakeUnkeyService) -> None:
    expires_at = datetime.fromtimestamp(service.now() + 86_400, UTC)
    key = await service.issue(limits=LIMITS, models=frozenset({"oss-20b", "org/x_y"}), expires_at=expires_at)
    (listed,) = await kept(service)
    assert listed == RemoteKey(
        issuer_key_id=key.issuer_key_id,
        key_id=key.key_id,
        organization_id=key.organization_id,
        # The organisation's limits are its identity's, not the key's.
        state=KeyState("test", (PER_MINUTE,), frozenset({"oss-20b", "org/x_y"}), expires_at),
        created_at=datetime.fromtimestamp(service.now(), UTC),
        plan="free",
        organization_limits=tuple(limit for limit in LIMITS if limit.scope == "organization"),
    )
    await service.verifier.verify(key.secret, model="oss-20b")
    assert (await kept(service))[0].last_used_at == datetime.fromtimestamp(service.now(), UTC)


async def test_only_the_key_itself_holds_its_secret(service: FakeUnkeyService) -> None:
    key = await service.issue()
    assert key.secret not in repr(service.unkey.store.keys)
    assert key.masked == f"{key.secret[:8]}…{key.secret[-4:]}"


async def test_a_list_goes_over_its_pages(service: FakeUnkeyService) -> None:
    issued = [await service.issue() for _ in range(3)]
    pattern = service.unkey.store.keys[issued[0].issuer_key_id]
    for number in range(230):
        copy = dataclasses.replace(pattern, id=service.unkey.store.new_id("key"), hash=f"hash {number}")
        service.unkey.store.add(copy)
    service.unkey.calls.clear()
    everything = await kept(service)
    assert len(everything) == len({key.issuer_key_id for key in everything}) == 233
    assert service.unkey.calls == ["apis.listKeys"] * 3
    of_one = await kept(service, issued[1].organization_id)
    assert [key.key_id for key in of_one] == [issued[1].key_id]
    assert await kept(service, "an-organisation-without-keys") == []


async def test_a_key_becomes_what_its_state_says(service: FakeUnkeyService) -> None:
    key = await service.issue(limits=LIMITS)
    expires_at = datetime.fromtimestamp(service.now() + 60, UTC)
    wished = KeyState(
        "new name", (Limit("requests per minute", "key", 7, 60),), frozenset({"oss-120b"}), expires_at
    )
    for _ in range(2):
        await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=wished)
        (listed,) = await kept(service)
        assert listed.state == wished
    principal = await service.verifier.verify(key.secret, model="oss-120b")
    assert principal.windows[0].limit == 7
    with pytest.raises(ModelNotPermitted):
        await service.verifier.verify(key.secret, model="oss-20b")
    unlimited = KeyState("new name", ())
    await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=unlimited)
    assert (await kept(service))[0].state == unlimited
    service.advance(120)
    await service.verifier.verify(key.secret, model="oss-20b")


async def test_a_disabled_key_can_be_enabled_again(service: FakeUnkeyService) -> None:
    key = await service.issue()
    await service.disable(key)
    with pytest.raises(InvalidKey, match="disabled"):
        await service.verifier.verify(key.secret, model="oss-20b")
    await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=key.state)
    await service.verifier.verify(key.secret, model="oss-20b")


async def test_an_old_key_lives_until_its_grace_ends(service: FakeUnkeyService) -> None:
    old = await service.issue()
    new = await service.issue(organization_id=old.organization_id)
    ends_at = datetime.fromtimestamp(service.now(), UTC) + timedelta(hours=1)
    graced = dataclasses.replace(old.state, expires_at=ends_at)
    await service.issuer.update(key_id=old.key_id, issuer_key_id=old.issuer_key_id, state=graced)
    service.advance(3_599)
    for key in (old, new):
        await service.verifier.verify(key.secret, model="oss-20b")
    service.advance(1)
    await service.verifier.verify(new.secret, model="oss-20b")
    with pytest.raises(InvalidKey, match="expired"):
        await service.verifier.verify(old.secret, model="oss-20b")


async def test_a_revoked_key_is_gone_from_the_list_and_cannot_be_changed(service: FakeUnkeyService) -> None:
    key = await service.issue()
    await service.revoke(key)
    assert await kept(service) == []
    with pytest.raises(ResourceNotFound):
        await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=key.state)


async def test_a_key_whose_creation_was_never_written_down_can_be_revoked(service: FakeUnkeyService) -> None:
    key = await service.issue()
    await service.issuer.revoke(key_id=key.key_id, issuer_key_id=None)
    assert await kept(service) == []
    await service.issuer.revoke(key_id=key.key_id, issuer_key_id=None)


@pytest.mark.parametrize("reached", [1, 2])
async def test_a_revocation_that_broke_half_way_is_mended_by_repeating_it(
    service: FakeUnkeyService, reached: int
) -> None:
    key = await service.issue()
    service.unkey.behaviour = Behaviour(drop=True, fail_after=reached - 1)
    with pytest.raises(KeyServiceUnavailable):
        await service.revoke(key)
    service.unkey.behaviour = Behaviour()
    if reached == 2:
        with pytest.raises(InvalidKey):
            await service.verifier.verify(key.secret, model="oss-20b")
    await service.revoke(key)
    assert await kept(service) == []


@pytest.mark.parametrize("reached", [1, 2, 3])
async def test_an_issue_that_broke_leaves_nothing_that_works_without_limits(
    service: FakeUnkeyService, reached: int
) -> None:
    """The identity is written first, so a key that was made after all has its organisation's limits."""
    service.unkey.behaviour = Behaviour(drop=True, fail_after=reached - 1)
    with pytest.raises(KeyServiceUnavailable):
        await service.issue(limits=LIMITS)
    service.unkey.behaviour = Behaviour()
    for key in service.unkey.store.keys.values():
        assert key.identity is not None
        assert len(key.identity.limits) == 2
        assert key.identity.meta == {"plan": "free"}


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_calls_are_not_repeated_and_fail_in_our_words(service: FakeUnkeyService, status: int) -> None:
    key = await service.issue()
    service.unkey.calls.clear()
    service.unkey.behaviour = Behaviour(status=status)
    with pytest.raises(KeyServiceUnavailable) as caught:
        await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=key.state)
    assert service.unkey.calls == ["keys.updateKey"]
    assert "nkey" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_call_that_could_not_connect_is_tried_once_more() -> None:
    administration = UnkeyAdministration("root", base_url="http://127.0.0.1:9", tls=tls())
    tries = 0

    async def connecting() -> str:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise httpx.ConnectError("refused")
        return "answer"

    async def never() -> str:
        raise httpx.ConnectError("refused")

    async def read_timeout() -> str:
        nonlocal tries
        tries += 1
        raise httpx.ReadTimeout("slow")

    assert await administration.call(connecting) == "answer"
    with pytest.raises(KeyServiceUnavailable):
        await administration.call(never)
    tries = 0
    with pytest.raises(KeyServiceUnavailable):
        await administration.call(read_timeout)
    assert tries == 1
    await administration.close()


async def test_an_unreadable_answer_does_not_put_the_secret_into_logs(
    service: FakeUnkeyService, caplog: pytest.LogCaptureFixture
) -> None:
    """The SDK quotes an answer that it cannot read, and this one holds a key."""
    secret = "ctx_" + "S" * 32

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("createKey"):
            return httpx.Response(200, json={"data": {"key": secret}})
        return httpx.Response(200, json={"meta": {"requestId": "r"}, "data": {"id": "i", "externalId": "o"}})

    administration = UnkeyAdministration("root", base_url="http://127.0.0.1:9", tls=tls())
    transport = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    administration.sdk.sdk_configuration.async_client = transport
    issuer = UnkeyIssuer(administration, "api_fake")
    issued = service.issuer
    service.issuer = issuer
    with caplog.at_level(logging.DEBUG), pytest.raises(KeyServiceUnavailable) as caught:
        await service.issue()
    service.issuer = issued
    logging.getLogger("tests").error("failed", exc_info=caught.value)
    assert secret not in caplog.text
    await transport.aclose()
    await issuer.close()


async def test_a_root_key_that_may_only_verify_changes_nothing(service: FakeUnkeyService) -> None:
    service.unkey.store.add_root_key("unkey_portal", frozenset({"api.{api}.verify_key"}))
    with pytest.raises(KeyServiceUnavailable):
        await service.issue()
    assert service.unkey.store.keys == {}


async def test_the_root_key_of_the_portal_cannot_verify(service: FakeUnkeyService) -> None:
    """Least privilege: whoever takes the gateway's root key can make no key, and the other way round."""
    key = await service.issue()
    service.unkey.store.add_root_key("unkey_gateway", PORTAL_PERMISSIONS)
    with pytest.raises(InvalidKey):
        await service.verifier.verify(key.secret, model="oss-20b")
