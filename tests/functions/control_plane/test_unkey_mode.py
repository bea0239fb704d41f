"""The portal with Unkey as its key service: a key made there works at the gateway, until it is revoked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from local.supabase.server import EmbeddedSupabase
from portal.configuration.json_setting import ConfigurationError
from portal.errors import InvalidKey
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.verifier import UnkeyVerifier
from tests.functions.control_plane.portals import Portal
from tests.functions.gateway.serving import serving
from tests.portal.keys.unkey.services import GATEWAY_ROOT_KEY, PORTAL_ROOT_KEY, with_root_keys
from tests.support.unkey.server import Behaviour, Unkey

pytestmark = pytest.mark.asyncio(loop_scope="session")


class UnkeyPortal(Portal):
    """The portal over an Unkey of its own; ``verifier`` is what the gateway would ask."""

    def __init__(self, supabase: EmbeddedSupabase, unkey: Unkey, url: str, **changes: Any) -> None:
        settings = {
            "unkey_root_key": PORTAL_ROOT_KEY,
            "unkey_api_id": unkey.store.api_id,
            "unkey_base_url": url,
            "key_pepper": None,
        }
        super().__init__(supabase, **(settings | changes))
        self.unkey = unkey
        self.url = url
        self.connection = UnkeyConnection(GATEWAY_ROOT_KEY, base_url=url, timeout_seconds=30)
        self.verifier = UnkeyVerifier(self.connection)


@pytest_asyncio.fixture(loop_scope="session")
async def portal(supabase: EmbeddedSupabase) -> AsyncIterator[UnkeyPortal]:
    unkey = with_root_keys(Unkey())
    async with serving(unkey.app) as url:
        portal = UnkeyPortal(supabase, unkey, url)
        yield portal
        await portal.connection.close()
        await portal.close()


async def test_a_key_made_in_the_portal_works_and_is_limited_by_the_plan(portal: UnkeyPortal) -> None:
    ada = await portal.sign_up()
    made = await ada.make_key("first")
    principal = await portal.verifier.verify(made["key"], model="oss-20b")
    assert (principal.key_id, principal.plan) == (made["id"], "free")
    assert principal.organization_id == await ada.organization_id()
    assert [(window.name, window.limit) for window in principal.windows] == [
        ("requests per minute", 20),
        ("requests per 5 hours", 100),
        ("requests per week", 1_000),
    ]
    (row,) = await portal.rows("api_keys", id=made["id"])
    assert row["issuer"] == "unkey"
    assert row["issuer_key_id"] in portal.unkey.store.keys
    assert row["secret_hash"] is None
    assert made["key"] not in str(row)


async def test_a_key_revoked_in_the_portal_stops_working(portal: UnkeyPortal) -> None:
    ada = await portal.sign_up()
    made = await ada.make_key()
    await portal.verifier.verify(made["key"], model="oss-20b")
    answer = await ada.call("DELETE", f"/portal/api-keys/{made['id']}")
    assert answer.status_code < 300
    with pytest.raises(InvalidKey):
        await portal.verifier.verify(made["key"], model="oss-20b")
    assert made["id"] in (await portal.rpc("policy_snapshot"))["revoked_keys"]


async def test_the_database_is_written_first_so_a_revocation_binds_while_unkey_is_down(
    portal: UnkeyPortal,
) -> None:
    ada = await portal.sign_up()
    made = await ada.make_key()
    portal.unkey.behaviour = Behaviour(status=503)
    answer = await ada.call("DELETE", f"/portal/api-keys/{made['id']}")
    assert answer.status_code == 503
    assert made["id"] in (await portal.rpc("policy_snapshot"))["revoked_keys"]
    portal.unkey.behaviour = Behaviour()
    assert (await ada.call("DELETE", f"/portal/api-keys/{made['id']}")).status_code < 300
    with pytest.raises(InvalidKey):
        await portal.verifier.verify(made["key"], model="oss-20b")


async def test_no_key_is_made_while_unkey_is_down_and_the_error_names_nobody(portal: UnkeyPortal) -> None:
    ada = await portal.sign_up()
    portal.unkey.behaviour = Behaviour(status=500)
    answer = await ada.call("POST", "/portal/api-keys", json={"name": "never"})
    assert answer.status_code == 503
    assert "nkey.com" not in answer.text
    assert "Unkey" not in answer.text
    portal.unkey.behaviour = Behaviour()
    assert (await ada.get("/portal/api-keys"))["data"] == []


async def test_a_root_key_without_its_api_stops_the_start(supabase: EmbeddedSupabase) -> None:
    with pytest.raises(ConfigurationError, match="PORTAL_UNKEY_API_ID"):
        UnkeyPortal(supabase, Unkey(), "http://127.0.0.1:9", unkey_api_id="")
