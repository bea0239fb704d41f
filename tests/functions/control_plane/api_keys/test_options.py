"""Options of API keys at creation: expiry, models, limit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from portal.errors import (
    ModelNotPermitted,
)
from portal.keys.presented_key import present_key
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def post(user: PortalUser, path: str = "", **body: Any) -> httpx.Response:
    return await user.call("POST", f"/portal/api-keys{path}", json=body)


async def patch(user: PortalUser, key: dict[str, Any], **body: Any) -> httpx.Response:
    return await user.call("PATCH", f"/portal/api-keys/{key['id']}", json=body)


async def listed_keys(user: PortalUser) -> dict[str, Any]:
    """Return the keys by id, without their usage: as their creation and change return them."""
    keys = (await user.get("/portal/api-keys"))["data"]
    return {key["id"]: {name: v for name, v in key.items() if name != "requests_7d"} for key in keys}


def in_future(**time: float) -> str:
    return (datetime.now(UTC) + timedelta(**time)).isoformat()


async def test_key_has_the_options_of_its_creation(portal: Portal, ada: PortalUser) -> None:
    expires_at = in_future(days=3)
    response = await post(
        ada, name="narrow", expires_at=expires_at, models=["oss-20b"], requests_per_minute=3
    )
    assert response.status_code == 201
    key = response.json()
    assert key["models"] == ["oss-20b"]
    assert key["requests_per_minute"] == 3
    assert datetime.fromisoformat(key["expires_at"]) == datetime.fromisoformat(expires_at)
    assert (await listed_keys(ada))[key["id"]] == {name: v for name, v in key.items() if name != "key"}
    principal = await portal.verifier().verify(present_key(key["key"]), model="oss-20b")
    assert [window.limit for window in principal.windows] == [3, 20, 100, 1_000]
    with pytest.raises(ModelNotPermitted):
        await portal.verifier().verify(present_key(key["key"]), model="oss-120b")


async def test_limit_of_key_does_not_raise_that_of_plan(portal: Portal, ada: PortalUser) -> None:
    key = (await post(ada, name="greedy", requests_per_minute=5_000)).json()
    principal = await portal.verifier().verify(present_key(key["key"]), model="oss-20b")
    assert [window.limit for window in principal.windows] == [5_000, 20, 100, 1_000]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        pytest.param({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at", id="past"),
        pytest.param({"expires_at": "2060-01-01T00:00:00Z"}, "expires_at", id="far"),
        pytest.param({"expires_at": "2030-01-01T00:00:00"}, "expires_at", id="no zone"),
        pytest.param({"models": []}, "models", id="no model"),
        pytest.param({"models": ["no-such"]}, "models", id="unknown model"),
        pytest.param({"models": ["oss-20b OR model:*"]}, "models", id="injection"),
        pytest.param({"requests_per_minute": 0}, "requests_per_minute", id="zero"),
    ],
)
async def test_invalid_option_is_422_at_creation_and_change(
    ada: PortalUser, body: dict[str, Any], param: str
) -> None:
    created = await post(ada, name="no", **body)
    assert (created.status_code, created.json()["error"]["param"]) == (422, param)
    key = await ada.create_key()
    changed = await patch(ada, key, **body)
    assert (changed.status_code, changed.json()["error"]["param"]) == (422, param)
    assert list(await listed_keys(ada)) == [key["id"]]
