"""Steps of creation and revocation that fail."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from functions.control_plane.api_keys.issuance import KeyOptions
from functions.control_plane.database.audit import AuditLogRepository
from portal.errors import (
    DatabaseUnavailable,
    KeyServiceUnavailable,
)
from portal.keys import IssuedKey, NewKey
from portal.keys.local import LocalKeyIssuer
from portal.keys.secret import KeyHasher
from tests.support.control_plane.api_keys import ApiKeyParts
from tests.support.control_plane.portal import PEPPER, Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


class UnavailableIssuer(LocalKeyIssuer):
    def __init__(self) -> None:
        super().__init__(KeyHasher(PEPPER), environ={})
        self.revoked: list[str] = []

    async def issue(self, new: NewKey) -> IssuedKey:
        raise KeyServiceUnavailable("API keys cannot be created right now.")


class UnavailableAuditLog(AuditLogRepository):
    async def record_key_action(self, action: str, **_: Any) -> None:
        raise DatabaseUnavailable("The service's records cannot be reached right now.")


async def test_key_that_was_not_issued_is_not_listed(portal: Portal, ada: PortalUser) -> None:
    lifecycle = ApiKeyParts(portal.database, key_admin=UnavailableIssuer()).lifecycle
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    with pytest.raises(KeyServiceUnavailable):
        await lifecycle.create(caller, uuid.uuid4(), KeyOptions("never"), "req_test")
    response = await ada.get("/portal/api-keys")
    assert response["data"] == []
    assert response["allowance"]["used"] == 0


async def test_key_whose_creation_was_not_audited_is_discarded(portal: Portal, ada: PortalUser) -> None:
    audit_log = UnavailableAuditLog(portal.database)
    lifecycle = ApiKeyParts(portal.database, audit_log=audit_log).lifecycle
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    with pytest.raises(DatabaseUnavailable):
        await lifecycle.create(caller, uuid.uuid4(), KeyOptions("unaudited"), "req_test")
    assert (await ada.get("/portal/api-keys"))["data"] == []
    assert await portal.rows("api_keys", organization_id=await ada.organization_id()) == []


async def test_unaudited_revocation_is_audited_by_next_call(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    audit_log = UnavailableAuditLog(portal.database)
    lifecycle = ApiKeyParts(portal.database, audit_log=audit_log).lifecycle
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    with pytest.raises(DatabaseUnavailable):
        await lifecycle.revoke(caller, uuid.UUID(key["id"]), "req_test")
    assert (await ada.get("/portal/api-keys"))["data"][0]["status"] == "revoked"
    assert (await ada.call("DELETE", f"/portal/api-keys/{key['id']}")).status_code == 200
    assert len(await portal.rows("audit_log", target_id=key["id"], action="api_key.revoked")) == 1
