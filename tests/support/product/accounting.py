"""What the database holds of a customer's requests, read with the secret key."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from postgrest import AsyncPostgrestClient

from portal.database import connect
from tests.support.product.processes import ProductProcesses


@dataclass
class Accounting:
    """``usage_events`` by request id, the reconciliation of all records, and the daily rollups."""

    requests: dict[str, dict[str, Any]]
    hours: list[dict[str, Any]]
    of_requests: dict[str, Any]
    credit: dict[str, Any]
    days: list[dict[str, Any]]

    def count(self, state: str) -> int:
        return sum(row["state"] == state for row in self.requests.values())


@asynccontextmanager
async def database(processes: ProductProcesses) -> AsyncIterator[AsyncPostgrestClient]:
    addresses = processes.addresses
    store = connect(addresses.supabase_url, addresses.supabase_secret_key, call_seconds=60)
    yield store
    await store.aclose()


async def call(store: AsyncPostgrestClient, function: str, **arguments: Any) -> Any:
    return (await store.rpc(function, arguments).execute()).data


async def create_prepaid_customer(
    processes: ProductProcesses, store: AsyncPostgrestClient, credit_nanousd: int
) -> str:
    """Return the API key of a new user with credit, on a prepaid plan without limits."""
    addresses = processes.addresses
    plan = {"id": "unlimited", "display_name": "Unlimited", "charging": "prepaid"}
    await store.from_("plans").insert(plan).execute()
    async with httpx.AsyncClient(timeout=60, trust_env=False) as http:
        user = {"email": "prepaid@example.com", "password": secrets.token_urlsafe(12)}
        signed_up = await http.post(
            f"{addresses.supabase_url}/auth/v1/signup",
            json=user,
            headers={"apikey": addresses.supabase_publishable_key},
        )
        session = {"authorization": f"Bearer {signed_up.raise_for_status().json()['access_token']}"}
        me = (await http.get(f"{addresses.api_url}/portal/me", headers=session)).raise_for_status().json()
        organization_id = me["organization"]["id"]
        await call(store, "change_plan", p_organization_id=organization_id, p_plan="unlimited")
        await call(
            store,
            "grant_credit",
            p_organization_id=organization_id,
            p_amount_nanousd=credit_nanousd,
            p_source_id="test",
            p_actor="system",
            p_reason="",
            p_request_id=None,
        )
        url = f"{addresses.api_url}/portal/api-keys"
        created = await http.post(url, json={"name": "test"}, headers=session)
        return str(created.raise_for_status().json()["key"])


async def close_accounting(store: AsyncPostgrestClient, since: datetime) -> Accounting:
    """Mark overdue requests as abandoned, roll up, and read everything, as if two hours had passed.

    ``since`` is when the first request was sent: its hour and the current one are reconciled.
    """
    later = datetime.now(UTC) + timedelta(hours=2)
    for minutes in (110, 120):
        now = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
        await call(store, "observe_usage_queue", p_waiting=0, p_in_flight=0, p_now=now)
    await call(store, "reap_usage", p_now=later.isoformat())
    await call(store, "roll_up_usage")
    requests = await _usage_events(store)
    hours = [
        await call(store, "reconcile_hour", p_hour=hour.isoformat())
        for hour in {since, datetime.now(UTC)}
        if hour == since or hour.hour != since.hour
    ]
    # All requests of the test fit on one page.
    of_requests = await call(
        store, "reconcile_requests", p_from=since.isoformat(), p_now=later.isoformat(), p_requests=100_000
    )
    credit = await call(store, "reconcile_credit")
    days: Any = (await store.from_("usage_daily").select("*").execute()).data
    return Accounting(requests, hours, of_requests, credit, days)


async def _usage_events(store: AsyncPostgrestClient) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    columns = "request_id,state,outcome,status,cost_nanousd"
    while True:
        query = store.from_("usage_events").select(columns).order("request_id")
        page: Any = (await query.range(len(rows), len(rows) + 499).execute()).data
        rows |= {row["request_id"]: row for row in page}
        if len(page) < 500:
            return rows
