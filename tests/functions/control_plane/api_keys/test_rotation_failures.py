"""Rotations that fail or are interrupted between two steps."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.control_plane.api_keys.audit import ROTATED
from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
from functions.control_plane.api_keys.rotation import ApiKeyRotation
from functions.control_plane.database.audit import AuditLogRepository
from portal.errors import (
    DatabaseUnavailable,
)
from portal.keys.presented_key import present_key
from tests.support.control_plane.api_keys import ApiKeyParts
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


def rotation(
    portal: Portal, repository: ApiKeyRepository, audit_log: AuditLogRepository | None = None
) -> ApiKeyRotation:
    return ApiKeyParts(portal.database, repository=repository, audit_log=audit_log).rotation


async def post(user: PortalUser, path: str = "", **body: Any) -> httpx.Response:
    return await user.call("POST", f"/portal/api-keys{path}", json=body)


async def listed_keys(user: PortalUser) -> dict[str, Any]:
    """Return the keys by id, without their usage: as their creation and change return them."""
    keys = (await user.get("/portal/api-keys"))["data"]
    return {key["id"]: {name: v for name, v in key.items() if name != "requests_7d"} for key in keys}


class RotationDied(BaseException):
    """Raised where the process dies."""


class DyingRepository(ApiKeyRepository):
    """Dies after the old key was retired."""

    async def retire(
        self, organization_id: uuid.UUID, key_id: uuid.UUID, until: datetime
    ) -> ApiKeyRow | None:
        await super().retire(organization_id, key_id, until)
        raise RotationDied


class FailingRetirement(ApiKeyRepository):
    async def retire(
        self, organization_id: uuid.UUID, key_id: uuid.UUID, until: datetime
    ) -> ApiKeyRow | None:
        raise DatabaseUnavailable("no")


class LostResponse(ApiKeyRepository):
    async def retire(
        self, organization_id: uuid.UUID, key_id: uuid.UUID, until: datetime
    ) -> ApiKeyRow | None:
        await super().retire(organization_id, key_id, until)
        raise DatabaseUnavailable("The response was lost.")


class FailingRotationAudit(AuditLogRepository):
    async def record_key_action(self, action: str, **entry: Any) -> None:
        if action == ROTATED:
            raise DatabaseUnavailable("no")
        await super().record_key_action(action, **entry)


async def test_interrupted_rotation_is_resumed_with_the_original_expiry(
    portal: Portal, ada: PortalUser
) -> None:
    old = await ada.create_key()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    new_id, old_id = uuid.uuid4(), uuid.UUID(old["id"])
    for grace in (timedelta(0), timedelta(hours=1)):
        with pytest.raises(RotationDied):
            await rotation(portal, DyingRepository(portal.database)).rotate(
                caller, new_id, old_id, grace, "req_1"
            )
    row, issued = await portal.services.api_keys.rotation.rotate(
        caller, new_id, old_id, timedelta(0), "req_2"
    )
    assert row.expires_at is None
    assert set(await listed_keys(ada)) == {old["id"], str(new_id)}
    await portal.verifier().verify(present_key(issued.secret), model="oss-20b")


async def test_failed_rotation_leaves_old_key_unchanged(portal: Portal, ada: PortalUser) -> None:
    old = await ada.create_key()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    failing = rotation(portal, FailingRetirement(portal.database))
    with pytest.raises(DatabaseUnavailable):
        await failing.rotate(caller, uuid.uuid4(), uuid.UUID(old["id"]), timedelta(0), "req_1")
    assert await listed_keys(ada) == {old["id"]: {name: v for name, v in old.items() if name != "key"}}
    await portal.verifier().verify(present_key(old["key"]), model="oss-20b")
    assert (await post(ada, f"/{old['id']}/rotate")).status_code == 201


@pytest.mark.parametrize("grace", [timedelta(0), timedelta(hours=1)])
@pytest.mark.parametrize("fault", ["response", "audit"])
async def test_rotation_failed_after_retirement_restores_expiry(
    portal: Portal, ada: PortalUser, fault: str, grace: timedelta
) -> None:
    old = await ada.create_key()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    old_id = uuid.UUID(old["id"])
    if fault == "response":
        failing = rotation(portal, LostResponse(portal.database))
    else:
        failing = rotation(portal, ApiKeyRepository(portal.database), FailingRotationAudit(portal.database))
    with pytest.raises(DatabaseUnavailable):
        await failing.rotate(caller, uuid.uuid4(), old_id, grace, "req_1")
    assert await listed_keys(ada) == {old["id"]: {name: v for name, v in old.items() if name != "key"}}
    await portal.verifier().verify(present_key(old["key"]), model="oss-20b")
    row, issued = await portal.services.api_keys.rotation.rotate(caller, uuid.uuid4(), old_id, grace, "req_2")
    assert row.expires_at is None
    await portal.verifier().verify(present_key(issued.secret), model="oss-20b")
