"""Each root key has exactly its permissions: with each one too few, and each one too many.

Over the stand-in for Unkey.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from scripts.checks import CheckAnswer, DeploymentCheck
from scripts.doctor.unkey.checks import CONTROL_PLANE_NEEDS, GATEWAY_NEEDS, unkey_checks
from scripts.doctor.unkey.trial import IDENTITY
from tests.support.deployment.asking import FAIL, OK, SKIPPED, WARN, answer_of
from tests.support.servers.ports import free_port
from tests.support.unkey.server import Unkey
from tests.support.unkey.store import GATEWAY_PERMISSIONS, PORTAL_PERMISSIONS

GATEWAY_KEY, PORTAL_KEY = "unkey_of_the_gateway", "unkey_of_the_portal"
API, GATEWAY, PORTAL = "unkey api", "unkey root key of the gateway", "unkey root key of the control plane"


def permission(name: str) -> str:
    return f"identity.*.{name}" if name.endswith("_identity") else f"api.{{api}}.{name}"


@asynccontextmanager
async def checks_of(
    unkey: Unkey, *, api_id: str = "", gateway_key: str = GATEWAY_KEY, portal_key: str = PORTAL_KEY
) -> AsyncIterator[list[DeploymentCheck]]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(unkey.app)) as http:
        yield unkey_checks(
            http,
            base_url="https://unkey.example",
            api_id=api_id or unkey.store.api_id,
            gateway_key=gateway_key,
            control_plane_key=portal_key,
        )


def workspace(
    gateway: frozenset[str] = GATEWAY_PERMISSIONS, portal: frozenset[str] = PORTAL_PERMISSIONS
) -> Unkey:
    unkey = Unkey()
    unkey.store.add_root_key(GATEWAY_KEY, gateway)
    unkey.store.add_root_key(PORTAL_KEY, portal)
    return unkey


async def asked(unkey: Unkey, name: str) -> CheckAnswer:
    async with checks_of(unkey) as checks:
        return await answer_of(checks, name)


async def test_root_keys_with_exactly_their_permissions_pass_and_leave_no_key() -> None:
    unkey = workspace()
    async with checks_of(unkey) as checks:
        for name in (API, GATEWAY, PORTAL):
            assert (await answer_of(checks, name)).status is OK
    assert [key.deleted for key in unkey.store.keys.values()] == [True]
    assert [identity.external_id for identity in unkey.store.identities.values()] == [IDENTITY]
    assert (await asked(unkey, PORTAL)).status is OK  # again, with the identity there


async def test_a_trial_key_is_never_in_force() -> None:
    unkey = workspace()
    await asked(unkey, API)
    (key,) = unkey.store.keys.values()
    assert not key.enabled
    assert key.expires is not None
    assert key.expires <= (time.time() + 121) * 1000


@pytest.mark.parametrize("name", sorted(CONTROL_PLANE_NEEDS - {"create_key"}))
async def test_a_permission_that_the_control_plane_lacks_is_named(name: str) -> None:
    answer = await asked(workspace(portal=PORTAL_PERMISSIONS - {permission(name)}), PORTAL)
    assert answer.status is FAIL
    assert name in answer.came_back


async def test_without_create_key_nothing_can_be_tried_and_the_api_check_says_so() -> None:
    unkey = workspace(portal=PORTAL_PERMISSIONS - {permission("create_key")})
    async with checks_of(unkey) as checks:
        api, portal = await answer_of(checks, API), await answer_of(checks, PORTAL)
        gateway = await answer_of(checks, GATEWAY)
    assert (api.status, portal.status, gateway.status) == (FAIL, FAIL, SKIPPED)
    assert "create_key" in api.came_back
    assert unkey.store.keys == {}


async def test_a_gateway_that_may_not_verify_is_named() -> None:
    answer = await asked(workspace(gateway=frozenset({"api.other.verify_key"})), GATEWAY)
    assert (answer.status, answer.came_back) == (FAIL, "it lacks verify_key")


@pytest.mark.parametrize("name", sorted((CONTROL_PLANE_NEEDS | {"delete_identity"}) - {"read_api"}))
async def test_a_permission_that_the_gateway_has_too_many_is_named(name: str) -> None:
    extra = {permission(name)} | ({permission("read_api")} if name == "read_key" else set())
    unkey = workspace(gateway=GATEWAY_PERMISSIONS | extra)
    answer = await asked(unkey, GATEWAY)
    assert answer.status is FAIL
    assert answer.came_back == f"it may also {name}"
    assert all(key.deleted for key in unkey.store.keys.values())


@pytest.mark.parametrize("name", ["verify_key", "delete_identity"])
async def test_a_permission_that_the_control_plane_has_too_many_is_named(name: str) -> None:
    answer = await asked(workspace(portal=PORTAL_PERMISSIONS | {permission(name)}), PORTAL)
    assert (answer.status, answer.came_back) == (FAIL, f"it may also {name}")


async def test_a_wildcard_is_too_much() -> None:
    every = frozenset(f"api.*.{name}" for name in CONTROL_PLANE_NEEDS | GATEWAY_NEEDS)
    assert (await asked(workspace(gateway=every), GATEWAY)).status is FAIL


async def test_a_key_that_cannot_be_deleted_is_mentioned() -> None:
    unkey = workspace(portal=PORTAL_PERMISSIONS - {permission("delete_key")})
    answer = await asked(unkey, API)
    assert answer.status is WARN
    assert "expires in two minutes" in answer.came_back


async def test_an_api_that_does_not_exist_fails() -> None:
    async with checks_of(workspace(), api_id="api_nowhere") as checks:
        answer = await answer_of(checks, API)
    assert answer.status is FAIL
    assert answer.came_back.startswith("HTTP 404")


@pytest.mark.parametrize(
    ("arguments", "came_back"),
    [
        ({"gateway_key": ""}, "the gateway's secret has no PORTAL_UNKEY_ROOT_KEY"),
        ({"portal_key": ""}, "the control plane's secret has no PORTAL_UNKEY_ROOT_KEY"),
        ({"gateway_key": PORTAL_KEY}, "gateway and control plane have the same root key"),
        ({"portal_key": "unkey_unknown"}, "HTTP 401: Unkey does not know the control plane's root key"),
    ],
)
async def test_root_keys_that_are_missing_equal_or_unknown(arguments: dict[str, str], came_back: str) -> None:
    unkey = workspace()
    async with checks_of(unkey, **arguments) as checks:
        answer = await answer_of(checks, API)
    assert (answer.status, answer.came_back) == (FAIL, came_back)
    assert unkey.store.keys == {}


async def test_an_unknown_root_key_of_the_gateway_fails() -> None:
    async with checks_of(workspace(), gateway_key="unkey_unknown") as checks:
        answer = await answer_of(checks, GATEWAY)
    assert (answer.status, answer.came_back) == (FAIL, "HTTP 401: Unkey does not know it")


async def test_no_api_id_fails_before_anything_is_called() -> None:
    async with httpx.AsyncClient() as http:
        checks = unkey_checks(
            http, base_url="http://nobody.example", api_id="", gateway_key="a", control_plane_key="b"
        )
        assert (await answer_of(checks, API)).came_back == "no UnkeyApiId"
        assert (await answer_of(checks, GATEWAY)).status is SKIPPED


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_an_unkey_out_of_order_is_no_verdict_on_a_root_key(status: int) -> None:
    unkey = workspace()
    unkey.behaviour = replace(unkey.behaviour, status=status)
    async with checks_of(unkey) as checks:
        api, gateway = await answer_of(checks, API), await answer_of(checks, GATEWAY)
    assert (api.status, gateway.status) == (FAIL, SKIPPED)
    assert str(status) in api.came_back


async def test_an_unkey_that_cannot_be_reached_fails_at_once() -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        checks = unkey_checks(
            http,
            base_url=f"http://127.0.0.1:{free_port()}",
            api_id="api_x",
            gateway_key="a",
            control_plane_key="b",
        )
        started = time.perf_counter()
        for name in (API, GATEWAY, PORTAL):
            assert (await answer_of(checks, name)).status is FAIL
    assert time.perf_counter() - started < 2
