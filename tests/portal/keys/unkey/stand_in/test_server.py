"""Lists, switchable faults, and the stand-in as a program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

from tests.support.unkey.workspace import API, VERIFY, UnkeyWorkspace


async def test_list_is_paged_by_cursor(workspace: UnkeyWorkspace) -> None:
    made = [(await workspace.key(external_id=f"o{number % 2}"))[0] for number in range(7)]
    seen: list[str] = []
    cursor = None
    pages = 0
    while True:
        page = await workspace.sdk.apis.list_keys_async(api_id=API, limit=3, cursor=cursor)
        assert page is not None
        pages += 1
        seen += [key.key_id for key in page.result.data]
        cursor = page.result.pagination.cursor
        if not page.result.pagination.has_more:
            break
    assert (seen, pages, cursor) == (made, 3, None)
    of_one = await workspace.sdk.apis.list_keys_async(api_id=API, external_id="o1")
    assert of_one is not None
    assert [key.key_id for key in of_one.result.data] == made[1::2]


async def test_behaviour_can_be_changed_while_it_runs(workspace: UnkeyWorkspace) -> None:
    await workspace.http.put("/_fake/behaviour", json={"status": 503})
    assert (await workspace.post(VERIFY, {"key": "k"})).status_code == 503
    await workspace.http.put("/_fake/behaviour", json={})
    assert (await workspace.post(VERIFY, {"key": "k"})).status_code == 200


def test_stand_in_runs_as_a_program() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.support.unkey", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[5],
    )
    try:
        assert program.stdout is not None
        settings = dict(program.stdout.readline().strip().split("=", 1) for _ in range(3))
        with httpx.Client(base_url=settings["PORTAL_UNKEY_BASE_URL"]) as client:
            answer = client.post(
                "/v2/apis.listKeys",
                json={"apiId": settings["PORTAL_UNKEY_API_ID"]},
                headers={"authorization": f"Bearer {settings['PORTAL_UNKEY_ROOT_KEY']}"},
            )
        assert answer.json()["data"] == []
    finally:
        program.terminate()
        program.wait(10)
        program.stdout.close()  # type: ignore[union-attr]
