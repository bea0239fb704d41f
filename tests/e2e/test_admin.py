"""An operator's changes take effect at the gateway within 2.5 s, through the whole running product."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.product.customers import GatewayCustomer, sign_up
from tests.support.product.stack import Stack

EFFECT_SECONDS = 2.5
KEY_SERVICE_SECONDS = 30.0
"""Until the local issuer looks up the key's record again, which has the windows of the plan."""


def run_admin(stack: Stack, *arguments: str) -> Any:
    """Run a command of ``python -m local admin``; return its JSON."""
    completed = stack.run("admin", *arguments)
    assert completed.returncode == 0, completed.stderr
    return json.loads(completed.stdout)


@pytest.fixture(scope="module")
def operated_stack(stack: Stack) -> Iterator[Stack]:
    """The stack, with its demo account as an operator."""
    with httpx.Client(
        base_url=stack.access.api_url, headers={"authorization": f"Bearer {stack.session()}"}, trust_env=False
    ) as client:
        user = client.get("/portal/me").json()["user"]
        user_id = user["id"]
    refused = stack.run("admin", "pools")
    assert (refused.returncode, "403" in refused.stderr) == (1, True)
    unknown = stack.run("admin", "appoint", "nobody@example.com", "--reason", "a test")
    assert (unknown.returncode, "Sign in to the portal" in unknown.stderr) == (1, True)
    assert run_admin(stack, "appoint", user["email"].upper(), "--reason", "a test") == {
        "user_id": user_id, "platform_admin": True,
    }  # fmt: skip
    yield stack
    run_admin(stack, "dismiss", user_id, "--reason", "end of the test")


def set_state(stack: Stack, kind: str, subject: str, state: str) -> tuple[str, str]:
    """Return the states before and after."""
    if kind in {"target", "router"}:
        arguments = ("set-target", subject, "--state", state, "--reason", "a test")
        changes = run_admin(stack, *arguments)["targets"]
        return changes[0]["before"]["state"], changes[0]["after"]["state"]
    change = run_admin(stack, "set", kind, subject, state, "--reason", "a test")
    return change["before"], change["after"]


def set_states(stack: Stack, kind: str, subjects: list[str], state: str) -> tuple[str, str]:
    """Return the states of the last subject before and after."""
    return [set_state(stack, kind, subject, state) for subject in subjects][-1]


def only_router(stack: Stack) -> Any:
    """Return the router of the pool, as the pool monitor has written it to the database."""
    pools = {pool["name"]: pool for pool in run_admin(stack, "pools")["data"]}
    (router,) = pools["oss-120b"]["routers"]
    return router


SUSPENDED = (403, "organization_suspended")
UNAVAILABLE = (503, "model_unavailable")


@pytest.mark.parametrize(
    ("kind", "off", "refusal"),
    [
        ("organization", "suspended", SUSPENDED),
        ("user", "suspended", SUSPENDED),
        ("key", "disabled", (401, "invalid_api_key")),
        ("model", "disabled", UNAVAILABLE),
        ("pool", "draining", UNAVAILABLE),
        ("pool", "disabled", UNAVAILABLE),
        ("target", "draining", UNAVAILABLE),
        ("target", "disabled", UNAVAILABLE),
        ("router", "draining", UNAVAILABLE),
    ],
)
async def test_state_change_takes_effect_and_is_audited(
    operated_stack: Stack, kind: str, off: str, refusal: tuple[int, str]
) -> None:
    async with await sign_up(operated_stack) as portal:
        me = (await portal.get("/portal/me")).json()
        run_admin(operated_stack, "plan", me["organization"]["id"], "pro", "--reason", "enough requests")
        key = (await portal.post("/portal/api-keys", json={"name": "first"})).json()
        customer = GatewayCustomer(portal, key, me)
        assert await customer.request() == (200, None)
        router = only_router(operated_stack)
        subjects = {
            "organization": [customer.organization_id],
            "user": [customer.user_id],
            "key": [key["id"]],
            "model": ["oss-120b"],
            "pool": ["oss-120b"],
            "target": [target["id"] for target in router["targets"]],
            "router": [router["id"]],
        }[kind]
        try:
            assert set_states(operated_stack, kind, subjects, off) == ("active", off)
            assert await customer.seconds_until(refusal, EFFECT_SECONDS) < EFFECT_SECONDS
        finally:
            set_states(operated_stack, kind, subjects, "active")
        subject = subjects[-1]
        assert await customer.seconds_until((200, None), EFFECT_SECONDS) < EFFECT_SECONDS
        entries = run_admin(operated_stack, "audit", "--target", subject, "--limit", "2")["data"]
        if kind == "router":  # the changes of each of its targets
            entries = [
                {**each, **{name: next(iter(each[name].values())) for name in ("before", "after")}}
                for each in entries
            ]
        assert [entry["after"]["state"] for entry in entries] == ["active", off]
        assert [entry["before"]["state"] for entry in entries] == [off, "active"]
        assert {entry["reason"] for entry in entries} == {"a test"}


async def test_plan_change_takes_effect(operated_stack: Stack) -> None:
    """Models and credit take effect at once, windows when the key service reads them again."""
    async with await sign_up(operated_stack) as portal:
        me = (await portal.get("/portal/me")).json()
        key = (await portal.post("/portal/api-keys", json={"name": "first"})).json()
        customer = GatewayCustomer(portal, key, me)

        def change_to(plan: str) -> float:
            run_admin(operated_stack, "plan", customer.organization_id, plan, "--reason", "a test")
            return time.monotonic()

        async def requests_per_minute() -> str:
            answer = await portal.get("/v1/models", headers={"authorization": f"Bearer {key['key']}"})
            return str(answer.headers["x-ratelimit-limit-requests"])

        assert await requests_per_minute() == "20"
        changed_at = change_to("pro")
        while await requests_per_minute() != "120":
            assert time.monotonic() - changed_at < KEY_SERVICE_SECONDS
            await asyncio.sleep(0.5)
        change_to("prepaid")  # without credit
        refused = await customer.seconds_until((429, "insufficient_quota"), EFFECT_SECONDS)
        change_to("pro")
        restored = await customer.seconds_until((200, None), EFFECT_SECONDS)
        assert max(refused, restored) < EFFECT_SECONDS


async def test_credit_is_granted_once_and_accounts_are_found(operated_stack: Stack) -> None:
    async with await sign_up(operated_stack) as portal:
        me = (await portal.get("/portal/me")).json()
        organization_id = me["organization"]["id"]
        for _ in range(2):
            granted = run_admin(
                operated_stack, "credit", organization_id, "2.50", "--idempotency-key", organization_id,
                "--reason", "sorry",
            )  # fmt: skip
            assert granted["balance_nanousd"] == 2_500_000_000
        found = run_admin(operated_stack, "find", me["user"]["email"])
        assert [entry["id"] for entry in found["organizations"]] == [organization_id]
        shown = run_admin(operated_stack, "show", "organization", organization_id)
        assert shown["balance_nanousd"] == 2_500_000_000
        missing = operated_stack.run("admin", "show", "user", organization_id)
        assert (missing.returncode, "404" in missing.stderr) == (1, True)
        negative = operated_stack.run("admin", "credit", organization_id, "-5", "--reason", "x")
        assert negative.returncode == 2


async def test_prepaid_requests_are_admitted_only_with_credit(operated_stack: Stack) -> None:
    out_of_credit = (429, "insufficient_quota")
    async with await sign_up(operated_stack) as portal:
        me = (await portal.get("/portal/me")).json()
        organization_id = me["organization"]["id"]
        run_admin(operated_stack, "plan", organization_id, "prepaid", "--reason", "a test")
        key = (await portal.post("/portal/api-keys", json={"name": "first"})).json()
        customer = GatewayCustomer(portal, key, me)
        assert await customer.seconds_until(out_of_credit, EFFECT_SECONDS) < EFFECT_SECONDS
        run_admin(operated_stack, "credit", organization_id, "0.00001", "--reason", "a test")
        assert await customer.seconds_until((200, None), EFFECT_SECONDS) < EFFECT_SECONDS
        assert await customer.seconds_until(out_of_credit, 20) < 20
        await asyncio.sleep(1)  # the last request is recorded
        billing = (await portal.get("/portal/billing")).json()
        ledger = (await portal.get("/portal/billing/ledger", params={"limit": 100})).json()["data"]
    assert billing["held_nanousd"] == 0
    assert billing["balance_nanousd"] == sum(entry["amount_nanousd"] for entry in ledger) <= 0
