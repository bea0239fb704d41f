"""What operators find and do; nobody else does, and everything they do is written down."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import pytest_asyncio

from tests.functions.control_plane.portals import FIVE_HOURS, WEEK, Person, Portal, counted
from tests.functions.control_plane.test_tenancy import DOCUMENT, Ids, ids_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROUTES = sorted(
    (method.upper(), path)
    for path, operations in DOCUMENT["paths"].items()
    for method in operations
    if path.startswith("/portal/admin")
)
ACTIONS = [route for route in ROUTES if route[0] != "GET"]
WHY = {"reason": "a test"}


@pytest_asyncio.fixture(loop_scope="session")
async def operator(portal: Portal) -> Person:
    person = await portal.sign_up("Op")
    await portal.rpc(
        "set_platform_admin",
        p_user_id=(await person.get("/portal/me"))["user"]["id"],
        p_is_admin=True,
        p_actor="system",
        p_reason="tests",
    )
    return person


async def put(operator: Person, path: str, **body: Any) -> Any:
    answer = await operator.call("PUT", f"/portal/admin/{path}", json={**WHY, **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def path_of(portal: Portal, person: Person, path: str) -> str:
    ids = await Ids.of(portal, person)
    named = {"model": "oss-20b", "pool": "oss-20b"}
    return path.format(**{name: named.get(name) or getattr(ids, name) for name in ids_in(path)})


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_nobody_else_gets_in(portal: Portal, ada: Person, method: str, path: str) -> None:
    path = await path_of(portal, ada, path)
    claimed = portal.person_with_token(
        sub=str(uuid.uuid4()),
        user_metadata={"role": "admin", "platform_admin": True},
        app_metadata={"role": "admin", "platform_admin": True},
    )
    body = None if method == "GET" else {**WHY, "state": "disabled", "plan": "pro", "amount_nanousd": 1}
    for person in (ada, claimed):
        answer = await person.call(method, path, json=body)
        assert answer.status_code == 403, answer.text
        assert answer.json()["error"]["code"] == "permission_denied"
    assert (await portal.client.request(method, path, json=body)).status_code == 401


@pytest.mark.parametrize(("method", "path"), ACTIONS)
async def test_every_action_wants_a_reason(
    portal: Portal, ada: Person, operator: Person, method: str, path: str
) -> None:
    path = await path_of(portal, ada, path)
    for reason in ({}, {"reason": ""}, {"reason": "  "}, {"reason": "x" * 501}, {"reason": "a\x00b"}):
        body = {"state": "active", "plan": "pro", "amount_nanousd": 1, "url": "http://r:1", **reason}
        fields = _fields(method, path)
        answer = await operator.call(
            method, path, json={name: value for name, value in body.items() if name in fields}
        )
        assert answer.status_code == 422
        assert answer.json()["error"]["param"] == "reason"


@pytest.mark.parametrize(("method", "path"), ACTIONS)
async def test_every_action_is_written_down(
    portal: Portal, ada: Person, operator: Person, method: str, path: str
) -> None:
    """Once: who, why, in which request, what it was before and is after."""
    path = await path_of(portal, ada, path)
    url = f"http://{uuid.uuid4().hex}:5010"
    off = "suspended" if "/users/" in path or "/organizations/" in path else "disabled"
    body = {**WHY, "state": off, "plan": "pro", "amount_nanousd": 7, "url": url}
    fields = _fields(method, path)
    asked = {name: value for name, value in body.items() if name in fields}
    seen = {row["id"] for row in await portal.rows("audit_log")}
    answer = await operator.call(method, path, json=asked)
    assert answer.is_success, answer.text
    entry, *others = [row for row in await portal.rows("audit_log") if row["id"] not in seen]
    assert others == []
    operator_id = (await operator.get("/portal/me"))["user"]["id"]
    assert (entry["actor_type"], entry["actor"], entry["reason"]) == ("admin", operator_id, "a test")
    assert entry["request_id"] == answer.headers["x-request-id"]
    assert entry["target_id"].split(" ")[0] in path
    what = path.rpartition("/")[2]
    assert (entry["before"], entry["after"]) == {
        "plan": ({"plan": "free"}, {"plan": "pro"}),
        "credits": (None, {"amount_nanousd": 7}),
    }.get(what, ({"state": "active"}, {"state": off}))
    if "state" in asked:
        assert (await operator.call(method, path, json={**asked, "state": "active"})).is_success


def _fields(method: str, path: str) -> set[str]:
    end = path.rpartition("/")[2]
    more = {"plan": {"plan"}, "credits": {"amount_nanousd"}, "target-state": {"state", "url"}}
    return {"reason", *more.get(end, {"state"})}


async def test_an_operator_who_is_one_no_longer_is_out_at_once(portal: Portal, operator: Person) -> None:
    assert (await operator.call("GET", "/portal/admin/pools")).status_code == 200
    user_id = (await operator.get("/portal/me"))["user"]["id"]
    arguments = {"p_user_id": user_id, "p_is_admin": False, "p_actor": "system", "p_reason": "left"}
    await portal.rpc("set_platform_admin", **arguments)
    assert (await operator.call("GET", "/portal/admin/pools")).status_code == 403
    entries = await portal.rows("audit_log", target_id=user_id, actor_type="system")
    assert {entry["action"] for entry in entries} == {"platform_admin.granted", "platform_admin.withdrawn"}


async def test_anything_is_found(portal: Portal, ada: Person, operator: Person) -> None:
    key = await ada.make_key("find me")
    organization_id = await ada.organization_id()
    (request_id,) = await portal.use(key, organization_id, [{}])
    user_id = (await ada.get("/portal/me"))["user"]["id"]

    async def find(query: str) -> Any:
        return await operator.get("/portal/admin/find", params={"q": query})

    for query in (ada.email, ada.email.upper(), user_id):
        found = await find(query)
        assert [user["id"] for user in found["users"]] == [user_id]
        assert [organization["id"] for organization in found["organizations"]] == [organization_id]
    for query in (key["id"], key["key"][:8], key["key"]):
        assert key["id"] in [entry["id"] for entry in (await find(query))["keys"]]
    assert [entry["request_id"] for entry in (await find(request_id))["requests"]] == [request_id]
    assert key["key"] not in str(await find(key["key"]))
    nothing: dict[str, list[Any]] = {"users": [], "organizations": [], "keys": [], "requests": []}
    for query in ("%", "_%", "ctx_%%%%", str(uuid.uuid4()), "nobody@example.com", "'; --"):
        assert await find(query) == nothing


async def test_what_is_inspected(portal: Portal, ada: Person, operator: Person) -> None:
    key = await ada.make_key()
    organization_id = await ada.organization_id()
    requests = await portal.use(key, organization_id, [{}, {"error_code": "router_error", "status": 502}])
    organization = await operator.get(f"/portal/admin/organizations/{organization_id}")
    assert (organization["plan"], organization["balance_nanousd"], organization["keys"]) == (
        "free", 0, {"active": 1},
    )  # fmt: skip
    assert organization["usage"]["requests"] == 2
    used = [window["used"] for window in organization["allowance"]]
    assert used == [0, counted(2, FIVE_HOURS), counted(2, WEEK)]
    assert [member["email"] for member in organization["members"]] == [ada.email]

    user = await operator.get(f"/portal/admin/users/{organization['members'][0]['user_id']}")
    assert (user["email"], user["platform_admin"]) == (ada.email, False)
    assert [entry["role"] for entry in user["organizations"]] == ["owner"]

    shown = await operator.get(f"/portal/admin/keys/{key['id']}")
    assert (shown["status"], shown["issuer"]) == ("active", "local")
    assert "hash" not in str(shown)

    seen, cursor = [], None
    for _ in range(2):
        page = await operator.get(
            "/portal/admin/request-logs",
            params={"organization_id": organization_id, "limit": 1} | ({"cursor": cursor} if cursor else {}),
        )
        seen += [entry["request_id"] for entry in page["data"]]
        cursor = page["next_cursor"]
    assert (seen, cursor) == (requests[::-1], None)
    log = await operator.get(f"/portal/admin/request-logs/{requests[1]}")
    assert (log["status"], log["error_code"], log["pool"]) == (502, "router_error", "oss-20b")


async def test_the_keys_ledger_and_quota_of_an_organisation(
    portal: Portal, ada: Person, eve: Person, operator: Person
) -> None:
    first, second = await ada.make_key("first"), await ada.make_key("second")
    await eve.make_key()
    organization_id = await ada.organization_id()
    path = f"/portal/admin/organizations/{organization_id}"
    keys = (await operator.get(f"{path}/keys"))["data"]
    assert [key["id"] for key in keys] == [second["id"], first["id"]]
    assert "hash" not in str(keys)

    for reason in ("one", "two"):
        body = {"reason": reason, "amount_nanousd": 5}
        await operator.call("POST", f"{path}/credits", json=body)
    page = await operator.get(f"{path}/ledger", params={"limit": 1})
    assert [entry["reason"] for entry in page["data"]] == ["two"]
    page = await operator.get(f"{path}/ledger", params={"cursor": page["next_cursor"]})
    assert ([entry["reason"] for entry in page["data"]], page["next_cursor"]) == (["one"], None)

    await portal.use(first, organization_id, [{}])
    await put(operator, f"organizations/{organization_id}/plan", plan="pro")
    tokens = (await operator.get(path))["tokens"]
    plans = (await ada.get("/portal/plans"))["data"]
    assert tokens["limit"] == next(plan["monthly_tokens"] for plan in plans if plan["id"] == "pro")
    assert tokens["used"] == (await operator.get(path))["usage"]["total_tokens"] > 0


async def test_a_request_is_inspected_with_its_receipt_for_as_long_as_that_is_kept(
    portal: Portal, ada: Person, operator: Person
) -> None:
    key, organization_id = await ada.make_key(), await ada.organization_id()
    (request_id,) = await portal.use(key, organization_id, [{}])
    found = await operator.get(f"/portal/admin/requests/{request_id}")
    assert found["organization_id"] == organization_id
    assert found["receipt"] == await ada.get(f"/portal/usage-events/{request_id}")
    assert found["log"] == await operator.get(f"/portal/admin/request-logs/{request_id}")

    await portal.database.table("request_logs").delete().eq("request_id", request_id).execute()
    found = await operator.get(f"/portal/admin/requests/{request_id}")
    assert (found["receipt"]["request_id"], found["log"]) == (request_id, None)
    assert (await operator.call("GET", "/portal/admin/requests/req_nope")).status_code == 404


async def test_who_operates_the_platform_is_told_so(ada: Person, operator: Person) -> None:
    assert (await operator.get("/portal/me"))["operator"] is True
    assert (await ada.get("/portal/me"))["operator"] is False


@pytest.mark.parametrize("kind", ["users", "organizations", "keys"])
async def test_what_is_not_there_is_told(operator: Person, kind: str) -> None:
    path = f"/portal/admin/{kind}/{uuid.uuid4()}"
    state = "disabled" if kind == "keys" else "suspended"
    for answer in (
        await operator.call("GET", path),
        await operator.call("PUT", f"{path}/state", json={**WHY, "state": state}),
    ):
        assert answer.status_code == 404
    assert (await operator.call("GET", "/portal/admin/request-logs/req_nope")).status_code == 404


async def test_a_user_is_suspended_and_taken_back(portal: Portal, ada: Person, operator: Person) -> None:
    user_id, organization_id = (await ada.get("/portal/me"))["user"]["id"], await ada.organization_id()
    change = await put(operator, f"users/{user_id}/state", state="suspended")
    assert (change["before"], change["after"]) == ("active", "suspended")
    assert (await ada.call("GET", "/portal/me")).status_code == 403
    assert organization_id in (await portal.rpc("policy_snapshot"))["suspended_organizations"]
    await put(operator, f"users/{user_id}/state", state="suspended")  # already so
    await put(operator, f"users/{user_id}/state", state="active")
    assert (await ada.call("GET", "/portal/me")).status_code == 200
    entries = await portal.rows("audit_log", target_id=user_id, action="user.state_changed")
    assert [entry["after"] for entry in sorted(entries, key=lambda entry: int(entry["id"]))] == [
        {"state": "suspended"},
        {"state": "active"},
    ]
    assert {entry["reason"] for entry in entries} == {"a test"}
    assert {entry["actor"] for entry in entries} == {(await operator.get("/portal/me"))["user"]["id"]}


async def test_nobody_suspends_themselves(operator: Person) -> None:
    user_id = (await operator.get("/portal/me"))["user"]["id"]
    path = f"/portal/admin/users/{user_id}/state"
    answer = await operator.call("PUT", path, json={**WHY, "state": "suspended"})
    assert answer.status_code == 409


async def test_an_organisation_is_suspended(portal: Portal, ada: Person, operator: Person) -> None:
    organization_id = await ada.organization_id()
    await put(operator, f"organizations/{organization_id}/state", state="suspended")
    assert organization_id in (await portal.rpc("policy_snapshot"))["suspended_organizations"]
    assert (await ada.get("/portal/me"))["organization"]["suspended"] is True
    answer = await ada.call("POST", "/portal/api-keys", json={"name": "x"})
    assert answer.json()["error"]["code"] == "organization_suspended"


async def test_a_key_is_disabled_and_enabled_but_never_unrevoked(
    portal: Portal, ada: Person, operator: Person
) -> None:
    key = await ada.make_key()
    await put(operator, f"keys/{key['id']}/state", state="disabled")
    assert key["id"] in (await portal.rpc("policy_snapshot"))["revoked_keys"]
    assert (await ada.get("/portal/api-keys"))["data"][0]["status"] == "disabled"
    await put(operator, f"keys/{key['id']}/state", state="active")
    assert key["id"] not in (await portal.rpc("policy_snapshot"))["revoked_keys"]
    await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    for state in ("active", "disabled"):
        path = f"/portal/admin/keys/{key['id']}/state"
        answer = await operator.call("PUT", path, json={**WHY, "state": state})
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")


async def test_models_pools_and_routers_have_states(portal: Portal, operator: Person) -> None:
    try:
        await put(operator, "models/oss-120b/state", state="disabled")
        await put(operator, "pools/gemma4/state", state="draining")
        change = await put(operator, "pools/qwen/target-state", state="draining", url="http://10.0.0.1:5010")
        assert change["before"] == "active"
        snapshot = await portal.rpc("policy_snapshot")
        assert {m["alias"] for m in snapshot["models"] if m["state"] == "disabled"} == {"oss-120b"}
        pools = {pool["name"]: pool for pool in snapshot["pools"]}
        assert pools["gemma4"]["state"] == "draining"
        assert pools["qwen"]["targets"] == [{"url": "http://10.0.0.1:5010", "state": "draining"}]
        listed = {pool["name"]: pool for pool in (await operator.get("/portal/admin/pools"))["data"]}
        assert listed["qwen"]["targets"] == [{"url": "http://10.0.0.1:5010", "state": "draining"}]
        models = {
            model["id"]: model["state"] for model in (await operator.get("/portal/admin/models"))["data"]
        }
        assert models["oss-120b"] == "disabled"
    finally:
        await put(operator, "models/oss-120b/state", state="active")
        await put(operator, "pools/gemma4/state", state="active")
        await put(operator, "pools/qwen/target-state", state="active", url="http://10.0.0.1:5010")
    for path, body in (
        ("models/nope/state", {"state": "disabled"}),
        ("pools/nope/state", {"state": "draining"}),
        ("pools/nope/target-state", {"state": "draining", "url": "http://r:1"}),
    ):
        answer = await operator.call("PUT", f"/portal/admin/{path}", json={**WHY, **body})
        assert answer.status_code == 404
    answer = await operator.call(
        "PUT", "/portal/admin/models/oss-20b/state", json={**WHY, "state": "draining"}
    )
    assert answer.status_code == 422


async def test_a_plan_is_changed(portal: Portal, ada: Person, operator: Person) -> None:
    organization_id = await ada.organization_id()
    change = await put(operator, f"organizations/{organization_id}/plan", plan="pro")
    assert (change["before"], change["after"]) == ("free", "pro")
    assert (await ada.get("/portal/me"))["plan"] == "pro"
    (entry,) = await portal.rows("audit_log", target_id=organization_id, action="plan.changed")
    assert (entry["actor_type"], entry["reason"]) == ("admin", "a test")
    assert entry["request_id"].startswith("req_")
    for which, plan in ((organization_id, "gold"), (uuid.uuid4(), "pro")):
        path = f"/portal/admin/organizations/{which}/plan"
        answer = await operator.call("PUT", path, json={**WHY, "plan": plan})
        assert answer.status_code == 404, answer.text


async def test_credit_is_granted_once_for_each_idempotency_key(
    portal: Portal, ada: Person, operator: Person
) -> None:
    organization_id = await ada.organization_id()
    path = f"/portal/admin/organizations/{organization_id}/credits"
    body = {**WHY, "amount_nanousd": 5_000_000_000}
    headers = {"idempotency-key": uuid.uuid4().hex}
    first = await operator.call("POST", path, json=body, headers=headers)
    assert first.status_code == 201, first.text
    again = await operator.call("POST", path, json=body, headers=headers)
    assert again.json() == first.json()
    other = await operator.call("POST", path, json={**body, "amount_nanousd": 1}, headers=headers)
    assert other.status_code == 409
    more = await operator.call("POST", path, json=body)
    assert more.json()["balance_nanousd"] == 10_000_000_000
    entries = await portal.rows("billing_ledger", organization_id=organization_id)
    assert [(entry["kind"], entry["reason"]) for entry in entries] == [("credit", "a test")] * 2
    assert len(await portal.rows("audit_log", target_id=organization_id, action="credit.granted")) == 2
    for amount in (0, -1, 10**15 + 1, 1.5, "1", None):
        answer = await operator.call("POST", path, json={**WHY, "amount_nanousd": amount})
        assert answer.status_code == 422, amount


async def test_the_audit_log_is_read_in_pages_and_filtered(
    portal: Portal, ada: Person, operator: Person
) -> None:
    key = await ada.make_key()
    await put(operator, f"keys/{key['id']}/state", state="disabled")
    organization_id = await ada.organization_id()
    params: dict[str, Any] = {"organization_id": organization_id, "limit": 1}
    page = await operator.get("/portal/admin/audit-log", params=params)
    assert [entry["action"] for entry in page["data"]] == ["api_key.state_changed"]
    assert [entry["actor_email"] for entry in page["data"]] == [operator.email]
    page = await operator.get("/portal/admin/audit-log", params={**params, "cursor": page["next_cursor"]})
    assert [entry["action"] for entry in page["data"]] == ["api_key.created"]
    assert page["next_cursor"] is None
    found = await operator.get(
        "/portal/admin/audit-log", params={"target_id": key["id"], "action": "api_key.created"}
    )
    assert len(found["data"]) == 1
    user_id = (await operator.get("/portal/me"))["user"]["id"]
    (granted,) = (await operator.get("/portal/admin/audit-log", params={"target_id": user_id}))["data"]
    assert (granted["actor"], granted["actor_email"]) == ("system", None)
    for cursor in ("x", "-1", "1e3", "9" * 16, "²"):
        answer = await operator.call("GET", "/portal/admin/audit-log", params={"cursor": cursor})
        assert answer.status_code == 400
