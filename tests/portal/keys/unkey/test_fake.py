"""The fake does what Unkey's source does (reference: unkey-supabase A3-A6), rule by rule, with its SDK."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from unkey.py import Unkey as Sdk
from unkey.py import errors
from unkey.py.models import Operation, RatelimitRequestTypedDict

from tests.functions.gateway.serving import serving
from tests.portal.keys.unkey.services import Moment, tls
from tests.support.unkey.permissions import holds
from tests.support.unkey.server import Behaviour, Unkey
from tests.support.unkey.store import GATEWAY_PERMISSIONS, PORTAL_PERMISSIONS

API = "api_fake"
VERIFY = "keys.verifyKey"
STORED = {"name": "abc", "limit": 1, "duration": 1000, "autoApply": True}


class Workspace:
    """A fake with one client of each kind."""

    def __init__(self, unkey: Unkey, moment: Moment, sdk: Sdk, http: httpx.AsyncClient) -> None:
        self.unkey = unkey
        self.moment = moment
        self.sdk = sdk
        self.http = http

    async def post(self, operation: str, body: Any, **headers: str) -> httpx.Response:
        sent = {"authorization": "Bearer root", "accept": "application/json", **headers}
        return await self.http.post(f"/v2/{operation}", json=body, headers=sent)

    async def key(self, **fields: Any) -> tuple[str, str]:
        """Return id and secret of a new key."""
        made = await self.sdk.keys.create_key_async(api_id=API, prefix="ctx", **fields)
        return made.data.key_id, made.data.key

    async def verify(self, secret: str, **fields: Any) -> dict[str, Any]:
        answer = await self.post(VERIFY, {"key": secret, **fields})
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data


@pytest.fixture
async def nodes() -> int:
    return 1


@pytest.fixture
async def workspace(nodes: int) -> AsyncIterator[Workspace]:
    moment = Moment()
    unkey = Unkey(clock=moment, nodes=nodes)
    unkey.store.add_root_key(
        "root", GATEWAY_PERMISSIONS | PORTAL_PERMISSIONS | {"identity.*.delete_identity"}
    )
    async with (
        serving(unkey.app) as url,
        httpx.AsyncClient(base_url=url, verify=tls()) as http,
        httpx.AsyncClient(verify=tls()) as client,
    ):
        with httpx.Client(verify=tls()) as unused:
            sdk = Sdk(root_key="root", server_url=url, client=unused, async_client=client, retry_config=None)
            yield Workspace(unkey, moment, sdk, http)


def limit(name: str, most: int, seconds: int = 60, *, auto: bool = True) -> RatelimitRequestTypedDict:
    return {"name": name, "limit": most, "duration": seconds * 1000, "auto_apply": auto}


# --- authentication and shapes -----------------------------------------------------------------------------


@pytest.mark.parametrize("authorization", ["", "root", "Basic root", "Bearer", "bearer root"])
async def test_missing_authorization_is_400_and_not_401(workspace: Workspace, authorization: str) -> None:
    answer = await workspace.post(VERIFY, {"key": "k"}, authorization=authorization)
    assert answer.status_code == 400


async def test_an_unknown_root_key_is_401(workspace: Workspace) -> None:
    assert (await workspace.post(VERIFY, {"key": "k"}, authorization="Bearer other")).status_code == 401


@pytest.mark.parametrize(
    ("operation", "body", "status"),
    [
        ("keys.createKey", {"apiId": API}, 404),
        ("apis.listKeys", {"apiId": API}, 404),
        ("keys.updateKey", {"keyId": None}, 403),
        ("keys.deleteKey", {"keyId": None}, 403),
        ("identities.createIdentity", {"externalId": "o"}, 403),
        ("identities.updateIdentity", {"identity": "o"}, 403),
    ],
)
async def test_what_a_root_key_may_not_do(
    workspace: Workspace, operation: str, body: dict[str, Any], status: int
) -> None:
    """Some routes say 403, some hide that the thing exists behind a 404."""
    key_id, _ = await workspace.key()
    if "keyId" in body:
        body = {"keyId": key_id}
    workspace.unkey.store.add_root_key("weak", frozenset({"api.api_other.create_key"}))
    assert (await workspace.post(operation, body, authorization="Bearer weak")).status_code == status


async def test_without_the_permission_to_verify_a_key_does_not_exist(workspace: Workspace) -> None:
    _, secret = await workspace.key()
    workspace.unkey.store.add_root_key("weak", frozenset({"api.api_other.verify_key"}))
    answer = await workspace.post(VERIFY, {"key": secret}, authorization="Bearer weak")
    assert answer.json()["data"] == {"valid": False, "code": "NOT_FOUND"}


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        (VERIFY, {}),
        (VERIFY, {"key": ""}),
        (VERIFY, {"key": "k" * 513}),
        (VERIFY, {"key": "k", "apiId": API}),
        (VERIFY, {"key": "k", "tags": ["t"] * 21}),
        (VERIFY, {"key": "k", "permissions": "p" * 1_001}),
        (VERIFY, {"key": "k", "ratelimits": [{"name": "abc", "cost": -1}]}),
        (VERIFY, {"key": "k", "ratelimits": [{"name": "ab"}]}),
        (VERIFY, {"key": "k", "credits": {"cost": -1}}),
        (VERIFY, [1]),
        ("keys.createKey", {"apiId": API, "prefix": "with-hyphen"}),
        ("keys.createKey", {"apiId": API, "prefix": "p" * 17}),
        ("keys.createKey", {"apiId": API, "byteLength": 15}),
        ("keys.createKey", {"apiId": API, "externalId": "a b"}),
        ("keys.createKey", {"apiId": API, "permissions": ["a/b"]}),
        ("keys.createKey", {"apiId": API, "ownerId": "v1"}),
        ("keys.createKey", {"apiId": API, "ratelimits": [{**STORED, "limit": 0}]}),
        ("keys.createKey", {"apiId": API, "ratelimits": [{**STORED, "duration": 999}]}),
        ("keys.createKey", {"apiId": API, "ratelimits": [{"name": "abc", "limit": 1, "duration": 1000}]}),
        ("apis.listKeys", {"apiId": API, "limit": 101}),
    ],
)  # fmt: skip
async def test_a_body_out_of_bounds_is_400(workspace: Workspace, operation: str, body: Any) -> None:
    answer = await workspace.post(operation, body)
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"]


@pytest.mark.parametrize("query", ["", "a AND", "(a", "a b", "a ! b", "AND", ")"])
async def test_a_query_that_is_none_is_400(workspace: Workspace, query: str) -> None:
    _, secret = await workspace.key(permissions=["a"])
    assert (await workspace.post(VERIFY, {"key": secret, "permissions": query})).status_code == 400


def test_queries_are_read_word_for_word() -> None:
    assert holds("a AND (b or c)", ["a", "c"])
    assert holds("a OR b AND c", ["a"])
    assert not holds("(a OR b) AND c", ["a"])
    assert not holds("model:a", ["model:*"])


async def test_errors_are_plain_json_for_those_who_ask_for_json(workspace: Workspace) -> None:
    """So the SDK's class for 429 never comes: it waits for another content type (reference A3)."""
    workspace.unkey.behaviour = Behaviour(calls_per_minute=0)
    plain = await workspace.post(VERIFY, {"key": "k"})
    assert plain.headers["content-type"] == "application/json"
    assert {"ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after"} <= set(plain.headers)
    problem = await workspace.post(VERIFY, {"key": "k"}, accept="*/*")
    assert problem.headers["content-type"] == "application/problem+json"
    with pytest.raises(errors.APIError) as caught:
        await workspace.sdk.keys.verify_key_async(key="k")
    assert caught.value.status_code == 429


async def test_the_sdk_gets_its_classes(workspace: Workspace) -> None:
    with pytest.raises(errors.NotFoundErrorResponse):
        await workspace.sdk.keys.delete_key_async(key_id="key_none")
    await workspace.sdk.identities.create_identity_async(external_id="o")
    with pytest.raises(errors.ConflictErrorResponse):
        await workspace.sdk.identities.create_identity_async(external_id="o")
    with pytest.raises(errors.BadRequestErrorResponse):
        await workspace.sdk.keys.create_key_async(api_id=API, prefix="with-hyphen")


# --- verification ------------------------------------------------------------------------------------------


async def test_checks_come_in_unkeys_order(workspace: Workspace) -> None:
    """Each obstacle hides those behind it, and none but the last counts anything."""
    key_id, secret = await workspace.key(
        permissions=["a"],
        enabled=False,
        expires=int(workspace.moment.at * 1000) - 1,
        ratelimits=[limit("per-minute", 1)],
        credits={"remaining": 0},
    )
    update = workspace.sdk.keys.update_key_async

    async def code() -> str:
        return str((await workspace.verify(secret, permissions="b"))["code"])

    assert await code() == "DISABLED"
    await update(key_id=key_id, enabled=True)
    assert await code() == "EXPIRED"
    await update(key_id=key_id, expires=None)
    assert await code() == "INSUFFICIENT_PERMISSIONS"
    await update(key_id=key_id, permissions=["b"])
    assert await code() == "USAGE_EXCEEDED"
    assert await code() == "RATE_LIMITED", "the limit was charged although the credits refused"
    await workspace.sdk.keys.delete_key_async(key_id=key_id)
    assert await code() == "NOT_FOUND"


async def test_limits_of_key_and_identity_are_charged_all_or_none(workspace: Workspace) -> None:
    await workspace.sdk.identities.create_identity_async(external_id="o", ratelimits=[limit("org", 5)])
    _, first = await workspace.key(external_id="o", ratelimits=[limit("key", 3)])
    _, second = await workspace.key(external_id="o", ratelimits=[limit("key", 3)])
    codes = [(await workspace.verify(first))["code"] for _ in range(6)]
    assert codes == ["VALID"] * 3 + ["RATE_LIMITED"] * 3
    # Three denied requests have taken nothing from the identity.
    codes = [(await workspace.verify(second))["code"] for _ in range(3)]
    assert codes == ["VALID"] * 2 + ["RATE_LIMITED"]
    denied = {entry["name"]: entry for entry in (await workspace.verify(second))["ratelimits"]}
    assert denied["org"]["exceeded"]
    assert not denied["key"]["exceeded"]
    assert denied["key"]["remaining"] == 1


async def test_a_keys_limit_hides_its_identitys_of_the_same_name(workspace: Workspace) -> None:
    await workspace.sdk.identities.create_identity_async(external_id="o", ratelimits=[limit("same", 1)])
    _, secret = await workspace.key(external_id="o", ratelimits=[limit("same", 3)])
    codes = [(await workspace.verify(secret))["code"] for _ in range(4)]
    assert codes == ["VALID"] * 3 + ["RATE_LIMITED"]


async def test_only_limits_that_apply_by_themselves_or_are_named_are_checked(workspace: Workspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("named", 1, auto=False)])
    assert (await workspace.verify(secret)).get("ratelimits") is None
    assert (await workspace.verify(secret, ratelimits=[{"name": "named"}]))["valid"]
    assert not (await workspace.verify(secret, ratelimits=[{"name": "named"}]))["valid"]


async def test_a_cost_of_nothing_looks_and_takes_nothing(workspace: Workspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("per-minute", 2)], credits={"remaining": 2})
    look = {"ratelimits": [{"name": "per-minute", "cost": 0}], "credits": {"cost": 0}}
    for _ in range(5):
        data = await workspace.verify(secret, **look)
        assert (data["code"], data["ratelimits"][0]["remaining"], data["credits"]) == ("VALID", 2, 2)
    for _ in range(2):
        await workspace.verify(secret)
    data = await workspace.verify(secret, **look)
    assert (data["code"], data["ratelimits"][0]["remaining"], data["credits"]) == ("VALID", 0, 0)


async def test_costs_are_taken_whole_or_not_at_all(workspace: Workspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("tokens", 100)])
    asked = [{"name": "tokens", "cost": 60}]
    assert (await workspace.verify(secret, ratelimits=asked))["valid"]
    assert not (await workspace.verify(secret, ratelimits=asked))["valid"]
    asked[0]["cost"] = 40
    assert (await workspace.verify(secret, ratelimits=asked))["ratelimits"][0]["remaining"] == 0


async def test_an_ad_hoc_limit_is_counted_by_key_and_never_by_identity(workspace: Workspace) -> None:
    await workspace.sdk.identities.create_identity_async(external_id="o")
    asked = {"ratelimits": [{"name": "ad-hoc", "limit": 1, "duration": 60_000}]}
    for _ in range(2):
        _, secret = await workspace.key(external_id="o")
        assert (await workspace.verify(secret, **asked))["valid"]
        assert not (await workspace.verify(secret, **asked))["valid"]


async def test_an_unknown_name_of_a_limit_is_412_and_counts_nothing(workspace: Workspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("per-minute", 1)])
    answer = await workspace.post(VERIFY, {"key": secret, "ratelimits": [{"name": "other"}]})
    assert answer.status_code == 412
    assert (await workspace.verify(secret))["valid"]


async def test_credits_are_the_keys_and_cost_one_unless_said(workspace: Workspace) -> None:
    key_id, secret = await workspace.key(credits={"remaining": 3})
    assert (await workspace.verify(secret))["credits"] == 2
    assert (await workspace.verify(secret, credits={"cost": 3}))["code"] == "USAGE_EXCEEDED"
    assert (await workspace.verify(secret, credits={"cost": 2}))["credits"] == 0
    change = workspace.sdk.keys.update_credits_async
    answer = await change(key_id=key_id, operation=Operation.INCREMENT, value=5)
    assert answer.data.remaining == 5
    answer = await change(key_id=key_id, operation=Operation.DECREMENT, value=9)
    assert answer.data.remaining == 0
    answer = await change(key_id=key_id, operation=Operation.SET, value=None)
    assert answer.data.remaining is None
    assert (await workspace.verify(secret))["valid"]


async def test_a_reroll_makes_a_second_key_with_the_first_word_of_the_prefix(workspace: Workspace) -> None:
    made = await workspace.sdk.keys.create_key_async(
        api_id=API, prefix="sk_live", byte_length=32, credits={"remaining": 7}
    )
    rerolled = await workspace.sdk.keys.reroll_key_async(key_id=made.data.key_id, expiration=30_000)
    assert rerolled.data.key.startswith("sk_")
    assert not rerolled.data.key.startswith("sk_live")
    assert (await workspace.verify(rerolled.data.key))["credits"] == 6
    assert (await workspace.verify(made.data.key))["credits"] == 6, "the credits were doubled"
    workspace.moment.at += 41
    assert (await workspace.verify(made.data.key))["code"] == "EXPIRED"
    assert (await workspace.verify(rerolled.data.key))["valid"]


async def test_windows_slide(workspace: Workspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("per-minute", 10)])
    for _ in range(10):
        await workspace.verify(secret)
    data = await workspace.verify(secret)
    reset = data["ratelimits"][0]["reset"] / 1000
    assert reset == workspace.moment.at + 40
    workspace.moment.at = reset + 30
    passed = [(await workspace.verify(secret))["valid"] for _ in range(7)]
    assert passed == [True] * 5 + [False] * 2


# --- caches ------------------------------------------------------------------------------------------------


async def test_the_node_that_ends_a_key_knows_it_at_once(workspace: Workspace) -> None:
    key_id, secret = await workspace.key()
    assert (await workspace.verify(secret))["valid"]
    await workspace.sdk.keys.delete_key_async(key_id=key_id)
    assert (await workspace.verify(secret))["code"] == "NOT_FOUND"


@pytest.mark.parametrize("nodes", [3])
async def test_other_nodes_answer_from_their_caches(workspace: Workspace) -> None:
    key_id, secret = await workspace.key()
    for _ in range(3):
        assert (await workspace.verify(secret))["valid"]
    await workspace.sdk.keys.delete_key_async(key_id=key_id)

    async def valid() -> int:
        return sum([(await workspace.verify(secret))["valid"] for _ in range(3)])

    workspace.moment.at += 9
    assert await valid() == 2
    assert await valid() == 2, "fresh entries answer as often as they are asked"
    workspace.moment.at += 500
    assert await valid() == 2, "a stale entry answers once more"
    assert await valid() == 0


@pytest.mark.parametrize("nodes", [3])
async def test_a_node_that_was_not_asked_for_ten_minutes_forgets(workspace: Workspace) -> None:
    key_id, secret = await workspace.key()
    for _ in range(3):
        await workspace.verify(secret)
    await workspace.sdk.keys.delete_key_async(key_id=key_id)
    workspace.moment.at += 600
    assert not any([(await workspace.verify(secret))["valid"] for _ in range(3)])


async def test_an_identity_changes_when_keys_are_looked_up_anew(workspace: Workspace) -> None:
    await workspace.sdk.identities.create_identity_async(external_id="o", meta={"plan": "free"})
    _, secret = await workspace.key(external_id="o")
    await workspace.verify(secret)
    await workspace.sdk.identities.update_identity_async(identity="o", meta={"plan": "pro"})
    plans = []
    for seconds in (0, 11, 0):
        workspace.moment.at += seconds
        plans.append((await workspace.verify(secret))["identity"]["meta"]["plan"])
    assert plans == ["free", "free", "pro"]


# --- lists, and the server as a program ---------------------------------------------------------------------


async def test_lists_are_read_by_cursor(workspace: Workspace) -> None:
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


async def test_it_can_be_told_to_have_a_bad_day_while_it_runs(workspace: Workspace) -> None:
    await workspace.http.put("/_fake/behaviour", json={"status": 503})
    assert (await workspace.post(VERIFY, {"key": "k"})).status_code == 503
    await workspace.http.put("/_fake/behaviour", json={})
    assert (await workspace.post(VERIFY, {"key": "k"})).status_code == 200


def test_it_runs_as_a_program() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.support.unkey", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[4],
    )
    try:
        assert program.stdout is not None
        told = dict(program.stdout.readline().strip().split("=", 1) for _ in range(3))
        with httpx.Client(base_url=told["PORTAL_UNKEY_BASE_URL"]) as client:
            answer = client.post(
                "/v2/apis.listKeys",
                json={"apiId": told["PORTAL_UNKEY_API_ID"]},
                headers={"authorization": f"Bearer {told['PORTAL_UNKEY_ROOT_KEY']}"},
            )
        assert answer.json()["data"] == []
    finally:
        program.terminate()
        program.wait(10)
        program.stdout.close()  # type: ignore[union-attr]
