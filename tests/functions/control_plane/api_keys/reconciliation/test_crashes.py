"""A change of a key that dies at any step is repaired by the reconciliation."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.control_plane.api_keys.issuance import KeyOptions
from functions.control_plane.api_keys.reconciliation.repair import KeyReconciliationReport
from functions.control_plane.auth.identification import Caller
from portal.keys.unkey.issuer import UnkeyIssuer
from tests.support.control_plane.api_keys import ApiKeyParts
from tests.support.control_plane.crashes import DyingAdministration, DyingDatabase, DyingProcess, ProcessDied
from tests.support.control_plane.reconciliation import check_consistency, reconcile
from tests.support.control_plane.unkey import UnkeyPortal
from tests.support.control_plane.user import PortalUser
from tests.support.keys.unkey_service import PORTAL_ROOT_KEY

pytestmark = pytest.mark.asyncio(loop_scope="session")


def dying_parts(portal: UnkeyPortal, process: DyingProcess) -> tuple[ApiKeyParts, UnkeyIssuer]:
    administration = DyingAdministration(PORTAL_ROOT_KEY, base_url=portal.url)
    administration.process = process
    issuer = UnkeyIssuer(administration, portal.unkey.store.api_id)
    database = DyingDatabase(portal.database, process)
    return ApiKeyParts(database, key_admin=issuer, max_keys=50), issuer


async def create(parts: ApiKeyParts, caller: Caller, _: uuid.UUID) -> None:
    await parts.lifecycle.create(caller, uuid.uuid4(), KeyOptions("new", models=("oss-20b",)), "req_1")


async def rotate(parts: ApiKeyParts, caller: Caller, key_id: uuid.UUID) -> None:
    await parts.rotation.rotate(caller, uuid.uuid4(), key_id, timedelta(hours=1), "req_1")


async def revoke(parts: ApiKeyParts, caller: Caller, key_id: uuid.UUID) -> None:
    await parts.lifecycle.revoke(caller, key_id, "req_1")


async def change(parts: ApiKeyParts, caller: Caller, key_id: uuid.UUID) -> None:
    await parts.lifecycle.change(caller, key_id, {"name": "changed", "models": ["oss-120b"]}, "req_1")


@pytest.mark.parametrize("runs_last_step", [False, True])
@pytest.mark.parametrize(("operation", "min_steps"), [(create, 6), (rotate, 8), (revoke, 4), (change, 4)])
async def test_change_that_dies_at_any_step_is_repaired(
    portal: UnkeyPortal, operation: Callable[..., Awaitable[None]], min_steps: int, runs_last_step: bool
) -> None:
    ada = await portal.sign_up()
    organization_id = await ada.organization_id()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    steps = 0
    while True:
        steps += 1
        for key in portal.live_keys().values():
            key.deleted = True
        await portal.database.table("api_keys").delete().eq("organization_id", organization_id).execute()
        key = await ada.create_key("old")
        process = DyingProcess(steps, runs_last_step=runs_last_step)
        parts, issuer = dying_parts(portal, process)
        try:
            await operation(parts, caller, uuid.UUID(key["id"]))
        except ProcessDied:
            pass
        else:
            assert process.remaining > 0
            break
        finally:
            await issuer.close()
        await reconcile(portal)
        await check_consistency(portal, organization_id)
        again = await reconcile(portal)
        assert replace(again, seen=0) == KeyReconciliationReport()
    assert steps > min_steps


async def test_key_that_is_being_created_is_not_changed(portal: UnkeyPortal, ada: PortalUser) -> None:
    await ada.create_key()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    # Died after Unkey created the key: the row exists but is not completed.
    for steps in range(1, 20):
        parts, issuer = dying_parts(portal, DyingProcess(steps, runs_last_step=True))
        with pytest.raises(ProcessDied):
            await create(parts, caller, uuid.uuid4())
        await issuer.close()
        if len(portal.live_keys()) == 2:
            break
    before = await portal.rows("api_keys", organization_id=await ada.organization_id())
    done = await reconcile(portal, timedelta(minutes=10))
    assert (done.seen, done.deleted, done.unissued_deleted) == (2, 0, 0)
    assert await portal.rows("api_keys", organization_id=await ada.organization_id()) == before
    done = await reconcile(portal)
    assert done.deleted == 1
    assert done.unissued_deleted >= 1
    assert len(portal.live_keys()) == 1
