"""A read that has not changed is not sent again; one that has is."""

from __future__ import annotations

import pytest

from tests.functions.control_plane.portals import Person, Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")

POLLED = [
    "/portal/me", "/portal/api-keys", "/portal/usage-summary", "/portal/usage-events", "/portal/models",
    "/portal/status", "/portal/docs",
    "/portal/organizations", "/portal/billing", "/portal/plans",
]  # fmt: skip


@pytest.mark.parametrize("path", POLLED)
async def test_what_has_not_changed_is_not_sent_again(ada: Person, path: str) -> None:
    first = await ada.call("GET", path)
    tag = first.headers["etag"]
    for asked in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = await ada.call("GET", path, headers={"if-none-match": asked})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "no-store"
        assert again.headers["x-request-id"] != first.headers["x-request-id"]
        assert "content-type" not in again.headers
    for asked in ('"other"', "", tag[:-2], "W/"):
        again = await ada.call("GET", path, headers={"if-none-match": asked})
        assert again.status_code == 200
        assert again.json() == first.json()


async def test_what_has_changed_is_sent(ada: Person) -> None:
    tag = (await ada.call("GET", "/portal/api-keys")).headers["etag"]
    await ada.make_key()
    again = await ada.call("GET", "/portal/api-keys", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert again.headers["etag"] != tag


async def test_a_tag_opens_nothing(portal: Portal, ada: Person, eve: Person) -> None:
    tag = (await ada.call("GET", "/portal/me")).headers["etag"]
    assert (await portal.client.get("/portal/me", headers={"if-none-match": tag})).status_code == 401
    assert (await portal.client.get("/portal/me", headers={"if-none-match": "*"})).status_code == 401
    assert (await eve.call("GET", "/portal/me", headers={"if-none-match": tag})).status_code == 200


async def test_only_reads_have_tags_and_pages_may_see_them(ada: Person) -> None:
    made = await ada.call("POST", "/portal/api-keys", json={"name": "x"}, headers={"if-none-match": "*"})
    assert made.status_code == 201
    assert "etag" not in made.headers
    answer = await ada.call("GET", "/portal/me", headers={"origin": "http://127.0.0.1:8788"})
    assert "etag" in answer.headers["access-control-expose-headers"]
