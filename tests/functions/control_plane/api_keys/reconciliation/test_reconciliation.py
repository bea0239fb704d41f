"""Differences between our database and the key service, and their repair."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from functions.control_plane.api_keys.reconciliation.repair import KeyReconciliationReport
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from portal.errors import (
    KeyServiceUnavailable,
    PortalError,
)
from portal.keys.unkey.administration import UnkeyAdministration
from portal.keys.unkey.issuer import UnkeyIssuer
from tests.support.control_plane.api_keys import local_issuer
from tests.support.control_plane.reconciliation import check_consistency, reconcile
from tests.support.control_plane.unkey import UnkeyPortal
from tests.support.control_plane.user import PortalUser
from tests.support.keys.unkey_service import PORTAL_ROOT_KEY
from tests.support.unkey.server import UnkeyBehaviour

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_missing_plan_change_is_applied_at_unkey(portal: UnkeyPortal, ada: PortalUser) -> None:
    key = (await ada.call("POST", "/portal/api-keys", json={"name": "k", "requests_per_minute": 7})).json()
    other = await ada.create_key()
    organization_id = await ada.organization_id()
    await portal.rpc("change_plan", p_organization_id=organization_id, p_plan="pro")
    done = await reconcile(portal)
    assert done.plans == 1
    # Read from the store, because a node may respond from its cache.
    by_id = {
        remote_key.meta["key_id"]: remote_key for remote_key in portal.live_keys().values() if remote_key.meta
    }
    assert [limit.limit for limit in by_id[key["id"]].limits] == [7]
    assert [limit.limit for limit in by_id[other["id"]].limits] == [120]
    identity = portal.unkey.store.identity(organization_id)
    assert identity is not None
    assert identity.meta == {"plan": "pro"}
    assert sorted(limit.limit for limit in identity.limits) == [5_000, 50_000]
    assert replace(await reconcile(portal), seen=0) == KeyReconciliationReport()


async def test_unknown_key_in_use_is_reported_and_not_changed(
    portal: UnkeyPortal, ada: PortalUser, caplog: pytest.LogCaptureFixture
) -> None:
    """Another deployment probably uses the same API at Unkey by mistake."""
    key = await ada.create_key()
    (remote_key,) = portal.live_keys().values()
    await portal.database.table("api_keys").delete().eq("id", key["id"]).execute()
    remote_key.last_used_at = remote_key.created_at
    done = await reconcile(portal)
    assert (done.deleted, done.unexplained) == (0, 1)
    assert [record.levelname for record in caplog.records if record.message == "keys.reconciled"] == ["ERROR"]
    assert portal.live_keys()


async def test_key_without_metadata_is_unchanged(portal: UnkeyPortal, ada: PortalUser) -> None:
    await ada.create_key()
    (remote_key,) = portal.live_keys().values()
    remote_key.meta = None
    done = await reconcile(portal)
    assert (done.foreign, done.deleted, done.changed) == (1, 0, 0)


class FailingUpdates(UnkeyIssuer):
    async def update(self, **_: Any) -> None:
        raise KeyServiceUnavailable("no")


async def test_failed_repair_does_not_stop_the_others(portal: UnkeyPortal, ada: PortalUser) -> None:
    for _ in range(2):
        drifted, revoked = await ada.create_key(), await ada.create_key()
        api_keys = portal.database.table("api_keys")
        await api_keys.update({"name": "renamed"}).eq("id", drifted["id"]).execute()
        await api_keys.update({"status": "revoked"}).eq("id", revoked["id"]).execute()
    administration = UnkeyAdministration(PORTAL_ROOT_KEY, base_url=portal.url)
    issuer = FailingUpdates(administration, portal.unkey.store.api_id)
    rows = KeyReconciliationRepository(portal.database)
    with pytest.raises(KeyServiceUnavailable):
        await KeyReconciliation(rows, issuer, in_progress=timedelta(0)).run()
    await issuer.close()
    assert [key.name for key in portal.live_keys().values()] == [drifted["name"]] * 2
    assert (await reconcile(portal)).changed == 2
    await check_consistency(portal, await ada.organization_id())


class RecordingRepository(KeyReconciliationRepository):
    """Remembers which comparisons were recorded."""

    recorded: list[datetime]

    async def record_comparison(self, started_at: datetime) -> None:
        await super().record_comparison(started_at)
        self.recorded.append(started_at)


async def test_only_a_comparison_without_errors_is_recorded(portal: UnkeyPortal, ada: PortalUser) -> None:
    """Until then the policy snapshot holds every revoked key."""
    drifted = await ada.create_key()
    await portal.database.table("api_keys").update({"name": "renamed"}).eq("id", drifted["id"]).execute()
    rows = RecordingRepository(portal.database)
    rows.recorded = []
    for issuer_type, succeeds in ((FailingUpdates, False), (UnkeyIssuer, True)):
        issuer = issuer_type(
            UnkeyAdministration(PORTAL_ROOT_KEY, base_url=portal.url), portal.unkey.store.api_id
        )
        started_at = datetime.now(UTC)
        with nullcontext() if succeeds else pytest.raises(KeyServiceUnavailable):
            await KeyReconciliation(rows, issuer).run()
        await issuer.close()
        assert [started_at <= at < datetime.now(UTC) for at in rows.recorded] == [True] * succeeds


async def test_no_unissued_row_is_deleted_while_unkey_is_down(portal: UnkeyPortal, ada: PortalUser) -> None:
    organization_id = await ada.organization_id()
    row = {"organization_id": organization_id, "name": "n", "masked": "", "issuer": "unkey"}
    await portal.database.table("api_keys").insert(row).execute()
    portal.unkey.behaviour = replace(portal.unkey.behaviour, status=503)
    with pytest.raises(PortalError):
        await reconcile(portal)
    assert len(await portal.rows("api_keys", organization_id=organization_id)) == 1


async def test_local_issuer_only_deletes_unissued_rows(portal: UnkeyPortal, ada: PortalUser) -> None:
    organization_id = await ada.organization_id()
    old = {"created_at": (datetime.now(UTC) - timedelta(minutes=11)).isoformat()}
    row = {"organization_id": organization_id, "name": "n", "masked": "", "issuer": "local"}
    await portal.database.table("api_keys").insert([row | old, row]).execute()
    issuer = local_issuer()
    done = await KeyReconciliation(KeyReconciliationRepository(portal.database), issuer).run()
    assert done.unissued_deleted >= 1
    assert len(await portal.rows("api_keys", organization_id=organization_id)) == 1


async def test_revocation_that_the_key_service_missed_is_confirmed(
    portal: UnkeyPortal, ada: PortalUser
) -> None:
    """The policy snapshot names the key until then, and while the caches of the key service live."""
    key = await ada.create_key()
    portal.unkey.behaviour = UnkeyBehaviour(status=503)
    assert (await ada.call("DELETE", f"/portal/api-keys/{key['id']}")).status_code == 503
    (row,) = await portal.rows("api_keys", id=key["id"])
    assert row["revocation_confirmed_at"] is None
    portal.unkey.behaviour = UnkeyBehaviour()
    assert (await reconcile(portal)).deleted == 1
    (row,) = await portal.rows("api_keys", id=key["id"])
    assert row["revocation_confirmed_at"] is not None
    assert key["id"] in (await portal.rpc("policy_snapshot"))["blocked_keys"]
