"""An operator's actions bind at the gateway within 2.5 s, through everything that runs."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.e2e.test_journey import signed_up
from tests.support.stack import Stack

BINDS_SECONDS = 2.5
KEY_SERVICE_SECONDS = 30.0
"""Windows of another plan wait for the local issuer's own record to be read again."""


def run(stack: Stack, *arguments: str) -> Any:
    done = stack.run("admin", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def operated(stack: Stack) -> Iterator[Stack]:
    """The stack, with its demo account as an operator."""
    with httpx.Client(
        base_url=stack.access.api_url, headers={"authorization": f"Bearer {stack.session()}"}, trust_env=False
    ) as client:
        user_id = client.get("/portal/me").json()["user"]["id"]
    refused = stack.run("admin", "pools")
    assert (refused.returncode, "403" in refused.stderr) == (1, True)
    assert run(stack, "appoint", user_id, "--reason", "a test") == {
        "user_id": user_id, "platform_admin": True,
    }  # fmt: skip
    yield stack
    run(stack, "dismiss", user_id, "--reason", "the test is over")


class Customer:
    """Somebody with a key who asks, and asks, and asks."""

    def __init__(self, portal: httpx.AsyncClient, key: dict[str, Any], me: dict[str, Any]) -> None:
        self.portal = portal
        self.key = key
        self.user_id = me["user"]["id"]
        self.organization_id = me["organization"]["id"]

    async def asks(self, model: str = "oss-120b") -> tuple[int, str | None]:
        """Return status and error code. ``max_tokens`` keeps it short."""
        answer = await self.portal.post(
            "/v1/chat/completions",
            json={"model": model, "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 1},
            headers={"authorization": f"Bearer {self.key['key']}"},
        )
        return answer.status_code, answer.json().get("error", {}).get("code")


async def seconds_until(customer: Customer, wanted: tuple[int, str | None], most: float) -> float:
    began = time.monotonic()
    while (got := await customer.asks()) != wanted:
        assert time.monotonic() - began < most, f"{got} and not {wanted} after {most} s"
        await asyncio.sleep(0.2)
    return time.monotonic() - began


def put(stack: Stack, kind: str, which: str, state: str) -> Any:
    place = ("set-target", "oss-120b") if kind == "target" else ("set", kind)
    return run(stack, *place, which, state, "--reason", "a test")


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
    ],
)
async def test_off_and_on_bind(operated: Stack, kind: str, off: str, refusal: tuple[int, str]) -> None:
    async with await signed_up(operated) as portal:
        me = (await portal.get("/portal/me")).json()
        run(operated, "plan", me["organization"]["id"], "pro", "--reason", "many requests")
        key = (await portal.post("/portal/api-keys", json={"name": "first"})).json()
        customer = Customer(portal, key, me)
        assert await customer.asks() == (200, None)
        which = {
            "organization": customer.organization_id,
            "user": customer.user_id,
            "key": key["id"],
            "model": "oss-120b",
            "pool": "oss-120b",
            "target": operated.access.router_url,  # the pool's only one
        }[kind]
        try:
            change = put(operated, kind, which, off)
            assert (change["before"], change["after"]) == ("active", off)
            assert await seconds_until(customer, refusal, BINDS_SECONDS) < BINDS_SECONDS
        finally:
            put(operated, kind, which, "active")
        assert await seconds_until(customer, (200, None), BINDS_SECONDS) < BINDS_SECONDS
        audited = f"oss-120b {which}" if kind == "target" else which
        entries = run(operated, "audit", "--target", audited, "--limit", "2")["data"]
        assert [entry["after"]["state"] for entry in entries] == ["active", off]
        assert [entry["before"]["state"] for entry in entries] == [off, "active"]
        assert {entry["reason"] for entry in entries} == {"a test"}


async def test_another_plan_binds(operated: Stack) -> None:
    """What a plan includes at once; its windows, which the key service counts, when that has read them."""
    async with await signed_up(operated) as portal:
        me = (await portal.get("/portal/me")).json()
        key = (await portal.post("/portal/api-keys", json={"name": "first"})).json()
        customer = Customer(portal, key, me)

        def change_to(plan: str) -> float:
            run(operated, "plan", customer.organization_id, plan, "--reason", "a test")
            return time.monotonic()

        async def a_minute() -> str:
            answer = await portal.get("/v1/models", headers={"authorization": f"Bearer {key['key']}"})
            return str(answer.headers["x-ratelimit-limit-requests"])

        assert await a_minute() == "20"
        began = change_to("pro")
        while await a_minute() != "120":
            assert time.monotonic() - began < KEY_SERVICE_SECONDS
            await asyncio.sleep(0.5)
        change_to("prepaid")  # without credit
        refused = await seconds_until(customer, (429, "insufficient_quota"), BINDS_SECONDS)
        change_to("pro")
        taken_back = await seconds_until(customer, (200, None), BINDS_SECONDS)
        assert max(refused, taken_back) < BINDS_SECONDS


async def test_credit_and_search(operated: Stack) -> None:
    async with await signed_up(operated) as portal:
        me = (await portal.get("/portal/me")).json()
        organization_id = me["organization"]["id"]
        for _ in range(2):
            granted = run(
                operated, "credit", organization_id, "2.50", "--idempotency-key", organization_id,
                "--reason", "sorry",
            )  # fmt: skip
            assert granted["balance_nanousd"] == 2_500_000_000
        found = run(operated, "find", me["user"]["email"])
        assert [entry["id"] for entry in found["organizations"]] == [organization_id]
        shown = run(operated, "show", "organization", organization_id)
        assert shown["balance_nanousd"] == 2_500_000_000
        nothing = operated.run("admin", "show", "user", organization_id)
        assert (nothing.returncode, "404" in nothing.stderr) == (1, True)
        wrong = operated.run("admin", "credit", organization_id, "-5", "--reason", "x")
        assert wrong.returncode == 2


async def test_prepaid_requests_stop_with_the_credit_and_begin_with_it(operated: Stack) -> None:
    spent = (429, "insufficient_quota")
    async with await signed_up(operated) as portal:
        me = (await portal.get("/portal/me")).json()
        organization_id = me["organization"]["id"]
        run(operated, "plan", organization_id, "prepaid", "--reason", "a test")
        key = (await portal.post("/portal/api-keys", json={"name": "first"})).json()
        customer = Customer(portal, key, me)
        assert await seconds_until(customer, spent, BINDS_SECONDS) < BINDS_SECONDS
        run(operated, "credit", organization_id, "0.00001", "--reason", "a test")
        assert await seconds_until(customer, (200, None), BINDS_SECONDS) < BINDS_SECONDS
        assert await seconds_until(customer, spent, 20) < 20
        await asyncio.sleep(1)  # the last of them is recorded
        billing = (await portal.get("/portal/billing")).json()
        ledger = (await portal.get("/portal/billing/ledger", params={"limit": 100})).json()["data"]
    assert billing["held_nanousd"] == 0
    assert billing["balance_nanousd"] == sum(entry["amount_nanousd"] for entry in ledger) <= 0
