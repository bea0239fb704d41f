"""The books under fire: everything is killed, paused, duplicated and reordered while requests run.

What happens when is drawn from a seed: ``CHAOS_SEED=… pytest tests/e2e/test_under_fire.py`` draws it again.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from botocore.exceptions import BotoCoreError, ClientError
from postgrest import AsyncPostgrestClient

from local.cli.usage import replay
from local.queue.client import local_client
from portal.database import connect
from tests.e2e.parts import Part, Product, product

SEED = int(os.environ.get("CHAOS_SEED", "20261124"))
REQUESTS = 2_000
CLIENTS = 16
FIRE_SECONDS = 20.0
ASKING_SECONDS = 40.0
"""At most, however busy the machine is."""
CREDIT = 10**12
"""What the customer has to spend, in nano-USD: more than enough."""
UNSURE_SECONDS = 3.0
"""Before a kill of the gateway: what ended then may not have been told (gathered 50 ms, sent within 2 s)."""

pytestmark = pytest.mark.timeout(240)


@dataclass(slots=True)
class Seen:
    """What a client saw of one request. ``left``: it went away by itself. ``at``: when it was over."""

    request_id: str | None = None
    status: int | None = None
    whole: bool = False
    left: bool = False
    at: float = 0.0


class Clients:
    """Sends requests, whole and streamed, some of which are left in the middle or sent under a key."""

    def __init__(self, url: str, api_key: str, seeded: random.Random) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"authorization": f"Bearer {api_key}"},
            timeout=15,
            limits=httpx.Limits(max_connections=CLIENTS),
            trust_env=False,
        )
        self._seeded = seeded
        self._left = REQUESTS
        self.seen: list[Seen] = []

    async def run(self) -> None:
        await asyncio.gather(*(self._one_client() for _ in range(CLIENTS)))
        await self._http.aclose()

    async def _one_client(self) -> None:
        until = time.monotonic() + ASKING_SECONDS
        while self._left > 0 and time.monotonic() < until:
            self._left -= 1
            seen = Seen()
            try:
                await self._ask(seen)
            except httpx.HTTPError:
                await asyncio.sleep(0.2)  # the gateway is away
            if seen.request_id is None:
                self._left += 1  # nobody was there to be asked
                continue
            seen.at = time.monotonic()
            self.seen.append(seen)

    async def _ask(self, seen: Seen) -> None:
        stream, leaves = self._seeded.random() < 0.5, self._seeded.random() < 0.15
        headers = {"idempotency-key": secrets.token_hex(8)} if self._seeded.random() < 0.1 else {}
        body = {
            "model": self._seeded.choice(["oss-20b", "oss-120b", "qwen-3.5-9b"]),
            "messages": [{"role": "user", "content": f"Tell me about {self._seeded.random()}."}],
            "max_tokens": 20,
            "stream": stream,
        }
        request = self._http.stream("POST", "/v1/chat/completions", json=body, headers=headers)
        async with request as answer:
            seen.request_id, seen.status = answer.headers["x-request-id"], answer.status_code
            last = b""
            async for chunk in answer.aiter_raw():
                if leaves and stream:
                    seen.left = True
                    return
                last = chunk
            seen.whole = answer.status_code == 200 and (not stream or b"[DONE]" in last)


class Fire:
    """What goes wrong, drawn from a seed. ``gateway_kills`` is when the gateway died."""

    def __init__(self, parts: Product, seeded: random.Random) -> None:
        self._parts = parts
        self._seeded = seeded
        self.gateway_kills: list[float] = []

    async def run(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        # Each of them at least once, then as it comes.
        often = [
            self._kill_gateway,
            self._kill_worker,
            self._pause_queue,
            self._pause_supabase,
            self._break_routers,
        ]
        todo = [*often, self._kill_supabase, self._kill_gateway]
        self._seeded.shuffle(todo)
        while time.monotonic() < until or todo:
            await asyncio.sleep(self._seeded.uniform(0.5, 2.0))
            act = todo.pop() if todo else self._seeded.choice(often)
            await act()

    async def _kill_gateway(self) -> None:
        self.gateway_kills.append(time.monotonic())
        await _again(self._parts.api)

    async def _kill_worker(self) -> None:
        await _again(self._parts.worker)

    async def _kill_supabase(self) -> None:
        await _again(self._parts.supabase)

    async def _pause_queue(self) -> None:
        # Longer than the gateway waits: events go to the log, some of them although they arrive later. It is
        # never killed: SQS keeps what it took, while the queue of one machine is memory.
        await self._pause(self._parts.queue)

    async def _pause_supabase(self) -> None:
        await self._pause(self._parts.supabase)

    async def _break_routers(self) -> None:
        """Have routers break off their answers, before the first text or after it."""
        await behave(self._parts, drop_after_tokens=self._seeded.choice([0, 5]))
        await asyncio.sleep(self._seeded.uniform(0.5, 2.0))
        await behave(self._parts)

    async def _pause(self, part: Part) -> None:
        part.pause()
        await asyncio.sleep(self._seeded.uniform(0.5, 4.0))
        part.resume()


async def behave(parts: Product, **changes: int) -> None:
    """Have the routers answer fast, and otherwise as told."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        behaviour = {"first_byte_delay_ms": 20, "token_delay_ms": 5, **changes}
        answer = await http.put(f"{parts.where.router_url}/_sim/behaviour", json=behaviour)
        answer.raise_for_status()


async def _again(part: Part) -> None:
    await asyncio.to_thread(part.kill)
    part.start()
    await asyncio.to_thread(part.ready)


class Mischief:
    """Takes messages off the queue and sends them back in another order, some of them twice."""

    def __init__(self, where_queue: str, endpoint: str, seeded: random.Random) -> None:
        self._client = local_client(endpoint)
        self._queue = where_queue
        self._seeded = seeded
        self.moved = 0
        # What a killed worker held comes back sooner.
        self._client.set_queue_attributes(QueueUrl=self._queue, Attributes={"VisibilityTimeout": "5"})

    def turn(self) -> None:
        try:
            taken = self._client.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get(
                "Messages", []
            )
            again = taken + [message for message in taken if self._seeded.random() < 0.5]
            self._seeded.shuffle(again)
            for message in again:
                self._client.send_message(QueueUrl=self._queue, MessageBody=message["Body"])
            for message in taken:
                self._client.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
            self.moved += len(taken)
        except (BotoCoreError, ClientError):
            pass  # the queue is paused: what was not deleted comes back by itself

    def waiting(self) -> int:
        names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        told = self._client.get_queue_attributes(QueueUrl=self._queue, AttributeNames=names)["Attributes"]
        return sum(int(told[name]) for name in names)


@asynccontextmanager
async def books(parts: Product) -> AsyncIterator[AsyncPostgrestClient]:
    store = connect(parts.where.supabase_url, parts.where.supabase_secret_key, call_seconds=60)
    yield store
    await store.aclose()


async def new_customer(parts: Product, store: AsyncPostgrestClient) -> str:
    """Return the API key of somebody with credit on a prepaid plan without limits."""
    where = parts.where
    plan = {"id": "unlimited", "display_name": "Unlimited", "charging": "prepaid"}
    await store.from_("plans").insert(plan).execute()
    async with httpx.AsyncClient(timeout=60, trust_env=False) as http:
        person = {"email": "fire@example.com", "password": secrets.token_urlsafe(12)}
        signed_up = await http.post(
            f"{where.supabase_url}/auth/v1/signup",
            json=person,
            headers={"apikey": where.supabase_publishable_key},
        )
        session = {"authorization": f"Bearer {signed_up.raise_for_status().json()['access_token']}"}
        me = (await http.get(f"{where.api_url}/portal/me", headers=session)).raise_for_status().json()
        organization = me["organization"]["id"]
        await rpc(store, "change_plan", p_organization_id=organization, p_plan="unlimited")
        credit = {"p_organization_id": organization, "p_amount_nanousd": CREDIT, "p_source_id": "fire"}
        await rpc(store, "grant_credit", **credit, p_actor="system", p_reason="", p_request_id=None)
        made = await http.post(f"{where.api_url}/portal/api-keys", json={"name": "fire"}, headers=session)
        return str(made.raise_for_status().json()["key"])


async def rpc(store: AsyncPostgrestClient, function: str, **arguments: Any) -> Any:
    return (await store.rpc(function, arguments).execute()).data


async def rows_of(store: AsyncPostgrestClient) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    columns = "request_id,state,ending,status,cost_nanousd"
    while True:
        query = store.from_("usage_events").select(columns).order("request_id")
        page: Any = (await query.range(len(found), len(found) + 499).execute()).data
        found |= {row["request_id"]: row for row in page}
        if len(page) < 500:
            return found


async def test_the_books_balance_after_everything_went_wrong(tmp_path: Path) -> None:
    seeded = random.Random(SEED)
    with product(tmp_path) as parts:
        endpoint = parts.where.queue_endpoint
        assert endpoint is not None
        async with books(parts) as store:
            api_key = await new_customer(parts, store)
            await behave(parts)
            began = datetime.now(UTC)
            clients = Clients(parts.where.api_url, api_key, random.Random(SEED + 1))
            fire, mischief = Fire(parts, seeded), Mischief(parts.where.queue_url, endpoint, seeded)
            asking = asyncio.create_task(clients.run())
            burning = asyncio.create_task(fire.run(FIRE_SECONDS))
            while not (asking.done() and burning.done()):
                await asyncio.to_thread(mischief.turn)
                await asyncio.sleep(0.3)
            await asking
            await burning

            # The gateway is away for good; what it could not send is in its log.
            await asyncio.sleep(UNSURE_SECONDS)
            await asyncio.to_thread(parts.api.kill)
            with parts.api.log.open(errors="replace") as log:
                replayed = replay(log, local_client(endpoint), parts.where.queue_url)
            until = time.monotonic() + 60
            while mischief.waiting():
                assert time.monotonic() < until, "the queue is never empty"
                await asyncio.sleep(0.2)

            later = datetime.now(UTC) + timedelta(hours=2)
            await rpc(store, "reap_usage", p_now=later.isoformat())
            await rpc(store, "roll_up_usage")
            rows = await rows_of(store)
            hours = [
                await rpc(store, "reconcile_usage", p_hour=hour.isoformat(), p_now=later.isoformat())
                for hour in {began, datetime.now(UTC)}
                if hour == began or hour.hour != began.hour
            ]
            credit = await rpc(store, "reconcile_credit")
            daily: Any = (await store.from_("usage_daily").select("*").execute()).data

    told = f"CHAOS_SEED={SEED}"
    states = [row["state"] for row in rows.values()]
    print(
        f"{told}: {len(clients.seen)} answered, {len(rows)} rows, {states.count('abandoned')} abandoned,"
        f" {replayed} events replayed, {mischief.moved} messages moved,"
        f" {len(fire.gateway_kills)} kills of the gateway"
    )
    assert [hour["first"] for hour in hours] == [[]] * len(hours), told
    assert sum(hour["requests"] for hour in hours) == len(rows), told
    assert states.count("admitted") == 0, told
    assert credit["differences"] == [], told
    assert credit["held_nanousd"] == 0, told
    spent = sum(int(row["cost_nanousd"]) for row in rows.values())
    assert int(credit["balance_nanousd"]) == CREDIT - spent, told
    for sum_, of_rows in (
        ("requests", len(rows)),
        ("settled", states.count("settled")),
        ("abandoned", states.count("abandoned")),
        ("cost_nanousd", spent),
    ):
        assert sum(int(day[sum_]) for day in daily) == of_rows, (told, sum_)

    def is_sure(seen: Seen) -> bool:
        return not any(seen.at - 0.5 <= kill <= seen.at + UNSURE_SECONDS for kill in fire.gateway_kills)

    answered = [seen for seen in clients.seen if is_sure(seen)]
    assert len(answered) > REQUESTS / 10, told
    for seen in answered:
        row = rows.get(str(seen.request_id))
        if seen.status != 200:
            assert row is None or row["ending"] != "ok", (told, seen, row)
            continue
        assert row is not None, (told, seen)
        assert row["state"] == "settled", (told, seen, row)
        assert row["status"] == 200, (told, seen, row)
        if seen.whole:
            assert row["ending"] == "ok", (told, seen, row)
            assert int(row["cost_nanousd"]) > 0, (told, seen, row)
        elif not seen.left:
            assert row["ending"] != "ok", (told, seen, row)
