"""Creating, changing, listing and revoking keys at Unkey; failed calls can be repeated."""

from __future__ import annotations

import dataclasses
import logging
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from portal.errors import InvalidKey, KeyServiceUnavailable, ModelNotPermitted, ResourceNotFound
from portal.keys import KeyState, RemoteKey
from portal.keys.presented_key import present_key
from portal.keys.unkey.administration import UnkeyAdministration
from portal.keys.unkey.issuer import UnkeyIssuer
from portal.limits import Limit
from tests.support.keys.service import PER_5_HOURS, PER_MINUTE, PER_WEEK
from tests.support.keys.unkey_service import FakeUnkeyService, tls
from tests.support.unkey.server import UnkeyBehaviour
from tests.support.unkey.store import PORTAL_PERMISSIONS

LIMITS = (PER_MINUTE, PER_5_HOURS, PER_WEEK)


async def remote_keys(service: FakeUnkeyService) -> list[RemoteKey]:
    return [key async for key in service.issuer.list_keys()]


async def test_issued_key_is_listed_with_its_options(service: FakeUnkeyService) -> None:
    expires_at = datetime.fromtimestamp(service.now() + 86_400, UTC)
    key = await service.issue(limits=LIMITS, models=frozenset({"oss-20b", "org/x_y"}), expires_at=expires_at)
    (listed,) = await remote_keys(service)
    assert listed == RemoteKey(
        issuer_key_id=key.issuer_key_id,
        key_id=key.key_id,
        # The organisation's limits are those of its allowance's identity, not the key's.
        state=dataclasses.replace(key.state, limits=(PER_MINUTE,)),
        created_at=datetime.fromtimestamp(service.now(), UTC),
        organization_limits=tuple(limit for limit in LIMITS if limit.scope == "organization"),
    )
    await service.verifier.verify(present_key(key.secret), model="oss-20b")
    assert (await remote_keys(service))[0].last_used_at == datetime.fromtimestamp(service.now(), UTC)


async def test_secret_is_stored_nowhere(service: FakeUnkeyService) -> None:
    key = await service.issue()
    assert key.secret not in repr(service.unkey.store.keys)
    assert key.masked == f"{key.secret[:8]}…{key.secret[-4:]}"


async def test_list_spans_its_pages(service: FakeUnkeyService) -> None:
    issued = [await service.issue() for _ in range(3)]
    pattern = service.unkey.store.keys[issued[0].issuer_key_id]
    for number in range(230):
        copy = dataclasses.replace(pattern, id=service.unkey.store.new_id("key"), hash=f"hash {number}")
        service.unkey.store.add(copy)
    service.unkey.calls.clear()
    everything = await remote_keys(service)
    assert len(everything) == len({key.issuer_key_id for key in everything}) == 233
    assert service.unkey.calls == ["apis.listKeys"] * 3


async def test_update_applies_the_whole_state(service: FakeUnkeyService) -> None:
    key = await service.issue(limits=LIMITS)
    expires_at = datetime.fromtimestamp(service.now() + 60, UTC)
    state = dataclasses.replace(
        key.state,
        name="new name",
        limits=(Limit("requests per minute", "key", 7, 60),),
        models=frozenset({"oss-120b"}),
        expires_at=expires_at,
    )
    for _ in range(2):
        await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=state)
        (listed,) = await remote_keys(service)
        assert listed.state == state
    principal = await service.verifier.verify(present_key(key.secret), model="oss-120b")
    assert principal.windows[0].limit == 7
    with pytest.raises(ModelNotPermitted):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    unlimited = KeyState("new name", key.organization_id, key.organization_id, "free", ())
    await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=unlimited)
    assert (await remote_keys(service))[0].state == unlimited
    service.advance(120)
    await service.verifier.verify(present_key(key.secret), model="oss-20b")


async def test_disabled_key_can_be_enabled_again(service: FakeUnkeyService) -> None:
    key = await service.issue()
    await service.disable(key)
    with pytest.raises(InvalidKey, match="disabled"):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=key.state)
    await service.verifier.verify(present_key(key.secret), model="oss-20b")


async def test_rotated_key_is_valid_until_its_grace_ends(service: FakeUnkeyService) -> None:
    old = await service.issue()
    new = await service.issue(organization_id=old.organization_id)
    ends_at = datetime.fromtimestamp(service.now(), UTC) + timedelta(hours=1)
    graced = dataclasses.replace(old.state, expires_at=ends_at)
    await service.issuer.update(key_id=old.key_id, issuer_key_id=old.issuer_key_id, state=graced)
    service.advance(3_599)
    for key in (old, new):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    service.advance(1)
    await service.verifier.verify(present_key(new.secret), model="oss-20b")
    with pytest.raises(InvalidKey, match="expired"):
        await service.verifier.verify(present_key(old.secret), model="oss-20b")


async def test_revoked_key_is_not_listed_and_cannot_be_changed(service: FakeUnkeyService) -> None:
    key = await service.issue()
    await service.revoke(key)
    assert await remote_keys(service) == []
    with pytest.raises(ResourceNotFound):
        await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=key.state)


async def test_key_without_a_recorded_creation_can_be_revoked(service: FakeUnkeyService) -> None:
    key = await service.issue()
    await service.issuer.revoke(key_id=key.key_id, issuer_key_id=None)
    assert await remote_keys(service) == []
    await service.issuer.revoke(key_id=key.key_id, issuer_key_id=None)


@pytest.mark.parametrize("reached", [1, 2])
async def test_interrupted_revocation_can_be_repeated(service: FakeUnkeyService, reached: int) -> None:
    key = await service.issue()
    service.unkey.behaviour = UnkeyBehaviour(drop=True, fail_after=reached - 1)
    with pytest.raises(KeyServiceUnavailable):
        await service.revoke(key)
    service.unkey.behaviour = UnkeyBehaviour()
    if reached == 2:
        with pytest.raises(InvalidKey):
            await service.verifier.verify(present_key(key.secret), model="oss-20b")
    await service.revoke(key)
    assert await remote_keys(service) == []


@pytest.mark.parametrize("reached", [1, 2, 3])
async def test_interrupted_issue_leaves_no_key_without_limits(
    service: FakeUnkeyService, reached: int
) -> None:
    """The identity is written first, so a key that was created anyway has its organisation's limits."""
    service.unkey.behaviour = UnkeyBehaviour(drop=True, fail_after=reached - 1)
    with pytest.raises(KeyServiceUnavailable):
        await service.issue(limits=LIMITS)
    service.unkey.behaviour = UnkeyBehaviour()
    for key in service.unkey.store.keys.values():
        assert key.identity is not None
        assert len(key.identity.limits) == 2
        assert key.identity.meta == {"plan": "free"}


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_calls_are_not_retried_and_raise_our_errors(service: FakeUnkeyService, status: int) -> None:
    key = await service.issue()
    service.unkey.calls.clear()
    service.unkey.behaviour = UnkeyBehaviour(status=status)
    with pytest.raises(KeyServiceUnavailable) as caught:
        await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=key.state)
    assert service.unkey.calls == ["identities.updateIdentity"]
    assert "nkey" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_call_that_cannot_connect_is_retried_once() -> None:
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


async def test_unreadable_response_puts_no_secret_into_logs(
    service: FakeUnkeyService, caplog: pytest.LogCaptureFixture
) -> None:
    """The SDK's error quotes an unreadable response, which contains a key here."""
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


async def test_root_key_that_may_only_verify_changes_nothing(service: FakeUnkeyService) -> None:
    service.unkey.store.add_root_key("unkey_portal", frozenset({"api.{api}.verify_key"}))
    with pytest.raises(KeyServiceUnavailable):
        await service.issue()
    assert service.unkey.store.keys == {}


async def test_root_key_of_the_portal_cannot_verify(service: FakeUnkeyService) -> None:
    """Least privilege: the gateway's root key can create no key, and the portal's can verify none."""
    key = await service.issue()
    service.unkey.store.add_root_key("unkey_gateway", PORTAL_PERMISSIONS)
    with pytest.raises(InvalidKey):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
