"""``/portal/profile``."""

from __future__ import annotations

import pytest

from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_profile_is_read_and_changed(ada: PortalUser) -> None:
    before = await ada.get("/portal/profile")
    assert before == (await ada.get("/portal/me"))["user"]
    response = await ada.call("PATCH", "/portal/profile", json={"display_name": "  Countess "})
    assert response.json() == before | {"display_name": "Countess"}
    assert await ada.get("/portal/profile") == before | {"display_name": "Countess"}
    for name in ("x" * 201, "a\x00b", None, 5):
        response = await ada.call("PATCH", "/portal/profile", json={"display_name": name})
        assert response.status_code == 422
    response = await ada.call("PATCH", "/portal/profile", json={"email": "other@example.com"})
    assert response.status_code == 422
