"""Run the key reconciliation and check its result."""

from __future__ import annotations

from datetime import datetime, timedelta

from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from functions.control_plane.api_keys.reconciliation.repair import KeyReconciliationReport
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from portal.keys.unkey.administration import UnkeyAdministration
from portal.keys.unkey.issuer import UnkeyIssuer
from tests.support.control_plane.unkey import UnkeyPortal
from tests.support.keys.unkey_service import PORTAL_ROOT_KEY


async def reconcile(portal: UnkeyPortal, in_progress: timedelta = timedelta(0)) -> KeyReconciliationReport:
    """Run one reconciliation."""
    administration = UnkeyAdministration(PORTAL_ROOT_KEY, base_url=portal.url)
    issuer = UnkeyIssuer(administration, portal.unkey.store.api_id)
    repository = KeyReconciliationRepository(portal.database)
    try:
        return await KeyReconciliation(repository, issuer, in_progress=in_progress).run()
    finally:
        await issuer.close()


async def check_consistency(portal: UnkeyPortal, organization_id: str) -> None:
    """Check that Unkey has exactly the keys that are not revoked in our database."""
    rows = {
        row["issuer_key_id"]: row
        for row in await portal.rows("api_keys", organization_id=organization_id)
        if row["status"] != "revoked"
    }
    keys = portal.live_keys()
    assert keys.keys() == rows.keys()
    for key_id, row in rows.items():
        key = keys[key_id]
        assert key.meta is not None
        assert (key.meta["key_id"], key.name, key.enabled) == (row["id"], row["name"], True)
        expires_at = row["expires_at"] and datetime.fromisoformat(row["expires_at"])
        assert key.expires == (expires_at and int(expires_at.timestamp() * 1000))
        models = row["models"]
        assert key.permissions == (["model:*"] if models is None else [f"model:{name}" for name in models])
