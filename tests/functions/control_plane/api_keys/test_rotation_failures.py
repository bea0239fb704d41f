"""Rotations that fail or are interrupted between two steps."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.control_plane.api_keys.rotation import ApiKeyRotation
from functions.control_plane.api_keys.writes import ApiKeyWrites, CompletedKey
from portal.errors import (
    DatabaseUnavailable,
)
from portal.keys.presented_key import present_key
from tests.support.control_plane.api_keys import ApiKeyParts
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")

GRACES = [timedelta(0), timedelta(hours=1)]


def rotation(portal: Portal, writes: ApiKeyWrites) -> ApiKeyRotation:
    return ApiKeyParts(portal.database, writes=writes).rotation


async def post(user: PortalUser, path: str = "", **body: Any) -> httpx.Response:
    return await user.call("POST", f"/portal/api-keys{path}", json=body)


async def listed_keys(user: PortalUser) -> dict[str, Any]:
    """Return the keys by id, without their usage: as their creation and change return them."""
    keys = (await user.get("/portal/api-keys"))["data"]
    return {key["id"]: {name: v for name, v in key.items() if name != "requests_7d"} for key in keys}


class RotationDied(BaseException):
    """Raised where the process dies."""


class DyingWrites(ApiKeyWrites):
    """Dies after the old key was given its earlier expiry."""

    async def complete(self, *arguments: Any) -> CompletedKey:
        await super().complete(*arguments)
        raise RotationDied


class FailingCompletion(ApiKeyWrites):
    async def complete(self, *arguments: Any) -> CompletedKey:
        raise DatabaseUnavailable("no")


class LostResponse(ApiKeyWrites):
    async def complete(self, *arguments: Any) -> CompletedKey:
        await super().complete(*arguments)
        raise DatabaseUnavailable("The response was lost.")


class ShorteningOwner(ApiKeyWrites):
    """The response is lost, and meanwhile the owner ends the grace of the old key."""

    until: datetime

    async def complete(self, *arguments: Any) -> CompletedKey:
        completed = await super().complete(*arguments)
        assert completed.replaced is not None
        changes = {"expires_at": self.until.isoformat()}
        row = completed.row
        assert row.created_by is not None
        await self.change(uuid.UUID(arguments[0].organization_id), completed.replaced.id, changes,
                          row.created_by, "req_x")  # fmt: skip
        raise DatabaseUnavailable("The response was lost.")


async def test_interrupted_rotation_is_resumed_with_the_original_expiry(
    portal: Portal, ada: PortalUser
) -> None:
    old = await ada.create_key()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    new_id, old_id = uuid.uuid4(), uuid.UUID(old["id"])
    for grace in GRACES:
        with pytest.raises(RotationDied):
            await rotation(portal, DyingWrites(portal.database)).rotate(
                caller, new_id, old_id, grace, "req_1"
            )
    row, issued = await portal.services.api_keys.rotation.rotate(
        caller, new_id, old_id, timedelta(0), "req_2"
    )
    assert row.expires_at is None
    assert set(await listed_keys(ada)) == {old["id"], str(new_id)}
    await portal.verifier().verify(present_key(issued.secret), model="oss-20b")


@pytest.mark.parametrize("grace", GRACES)
@pytest.mark.parametrize("writes", [FailingCompletion, LostResponse])
async def test_failed_rotation_leaves_old_key_unchanged(
    portal: Portal, ada: PortalUser, writes: type[ApiKeyWrites], grace: timedelta
) -> None:
    old = await ada.create_key()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    old_id = uuid.UUID(old["id"])
    with pytest.raises(DatabaseUnavailable):
        await rotation(portal, writes(portal.database)).rotate(caller, uuid.uuid4(), old_id, grace, "req_1")
    assert await listed_keys(ada) == {old["id"]: {name: v for name, v in old.items() if name != "key"}}
    await portal.verifier().verify(present_key(old["key"]), model="oss-20b")
    row, issued = await portal.services.api_keys.rotation.rotate(caller, uuid.uuid4(), old_id, grace, "req_2")
    assert row.expires_at is None
    await portal.verifier().verify(present_key(issued.secret), model="oss-20b")


async def test_undone_rotation_keeps_an_expiry_that_was_shortened_meanwhile(
    portal: Portal, ada: PortalUser
) -> None:
    old = await ada.create_key()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    writes = ShorteningOwner(portal.database)
    writes.until = datetime.now(UTC) + timedelta(minutes=10)
    with pytest.raises(DatabaseUnavailable):
        await rotation(portal, writes).rotate(
            caller, uuid.uuid4(), uuid.UUID(old["id"]), timedelta(days=1), "req_1"
        )
    (kept,) = (await listed_keys(ada)).values()
    assert (kept["id"], kept["rotated_at"]) == (old["id"], None)
    assert datetime.fromisoformat(kept["expires_at"]) == writes.until
