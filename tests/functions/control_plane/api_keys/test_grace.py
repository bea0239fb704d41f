"""The grace period of a rotated key can be shortened, never lengthened: by no route and no field."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.errors import InvalidKey
from portal.keys.presented_key import present_key
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


def in_future(**time: float) -> str:
    return (datetime.now(UTC) + timedelta(**time)).isoformat()


async def patch(user: PortalUser, key: dict[str, Any], **body: Any) -> tuple[int, Any]:
    response = await user.call("PATCH", f"/portal/api-keys/{key['id']}", json=body)
    return response.status_code, response.json()


async def rotated(user: PortalUser, grace_seconds: int = 3_600, **key: Any) -> tuple[Any, Any]:
    """Return the old key and its replacement."""
    old = (await user.call("POST", "/portal/api-keys", json={"name": "k", **key})).json()
    path = f"/portal/api-keys/{old['id']}/rotate"
    new = (await user.call("POST", path, json={"grace_seconds": grace_seconds})).json()
    return old, new


async def shown(user: PortalUser, key: dict[str, Any]) -> dict[str, Any]:
    keys = (await user.get("/portal/api-keys"))["data"]
    return next(each for each in keys if each["id"] == key["id"])


@pytest.mark.parametrize(
    "expires_at",
    [
        pytest.param(None, id="never"),
        pytest.param({"minutes": 61}, id="later"),
        pytest.param({"days": 3_000}, id="much later"),
    ],
)
async def test_later_expiry_is_refused(
    portal: Portal, ada: PortalUser, expires_at: dict[str, float] | None
) -> None:
    old, _ = await rotated(ada)
    before = await shown(ada, old)
    assert before["rotated_at"] is not None
    later = None if expires_at is None else in_future(**expires_at)
    for body in ({"expires_at": later}, {"expires_at": later, "name": "other"}):
        status, answer = await patch(ada, old, **body)
        assert (status, answer["error"]["code"], answer["error"]["param"]) == (409, "conflict", "expires_at")
    assert await shown(ada, old) == before


async def test_expiry_can_be_moved_earlier_and_not_back(ada: PortalUser) -> None:
    old, _ = await rotated(ada)
    status, shortened = await patch(ada, old, expires_at=in_future(minutes=10))
    assert status == 200
    for later in (in_future(minutes=11), in_future(minutes=59), None):
        assert (await patch(ada, old, expires_at=later))[0] == 409
    assert (await shown(ada, old))["expires_at"] == shortened["expires_at"]
    assert (await patch(ada, old, name="renamed"))[0] == 200


async def test_rotating_again_does_not_lengthen_it(ada: PortalUser) -> None:
    old, new = await rotated(ada)
    before = await shown(ada, old)
    path = f"/portal/api-keys/{old['id']}/rotate"
    for key_id in (old["id"], new["id"], new["id"]):
        path = f"/portal/api-keys/{key_id}/rotate"
        await ada.call("POST", path, json={"grace_seconds": 604_800})
    # Also after its replacement is gone.
    await ada.call("DELETE", f"/portal/api-keys/{new['id']}")
    assert (await ada.call("POST", f"/portal/api-keys/{old['id']}/rotate", json={})).status_code == 409
    assert (await patch(ada, old, expires_at=None))[0] == 409
    assert await shown(ada, old) == before


async def test_disabling_and_enabling_do_not_lengthen_it(ada: PortalUser, operator: PortalUser) -> None:
    old, _ = await rotated(ada)
    before = await shown(ada, old)
    for state in ("disabled", "active"):
        path = f"/portal/admin/keys/{old['id']}/state"
        response = await operator.call("PUT", path, json={"state": state, "reason": "a test"})
        assert response.status_code == 200
        assert (await patch(ada, old, expires_at=None))[0] == 409
    assert await shown(ada, old) == before


async def test_ended_grace_stays_ended(portal: Portal, ada: PortalUser) -> None:
    old, _ = await rotated(ada, grace_seconds=0)
    for expires_at in (None, in_future(days=1)):
        assert (await patch(ada, old, expires_at=expires_at))[0] == 409
    with pytest.raises(InvalidKey):
        await portal.verifier().verify(present_key(old["key"]), model="oss-20b")
    assert old["id"] in (await portal.rpc("policy_snapshot"))["blocked_keys"]


async def test_change_that_runs_beside_the_rotation_does_not_lengthen_it(ada: PortalUser) -> None:
    """Whichever comes first: afterwards the old key expires by the end of the grace."""
    for _ in range(3):
        old = await ada.create_key()
        path = f"/portal/api-keys/{old['id']}"
        await asyncio.gather(
            ada.call("PATCH", path, json={"expires_at": in_future(days=300)}),
            ada.call("POST", f"{path}/rotate", json={"grace_seconds": 60}),
            ada.call("PATCH", path, json={"expires_at": None}),
        )
        expires_at = datetime.fromisoformat((await shown(ada, old))["expires_at"])
        assert expires_at <= datetime.now(UTC) + timedelta(seconds=60)


async def test_retried_rotation_does_not_lengthen_it(ada: PortalUser) -> None:
    old = await ada.create_key()
    path, headers = f"/portal/api-keys/{old['id']}/rotate", {"idempotency-key": str(uuid.uuid4())}
    body = {"grace_seconds": 60}
    await ada.call("POST", path, json=body, headers=headers)
    before = await shown(ada, old)
    await asyncio.sleep(0.05)
    for _ in range(2):
        await ada.call("POST", path, json=body, headers=headers)
    assert await shown(ada, old) == before
