"""Every request is accounted for exactly once while processes die and messages are duplicated and reordered.

The faults are drawn from a seed, which every failure names. To repeat them:
``CHAOS_SEED=… pytest tests/e2e/test_accounting_under_faults.py``.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local.cli.usage.replay import replay
from local.queue.client import local_client
from tests.support.product.accounting import (
    Accounting,
    close_accounting,
    create_prepaid_customer,
    database,
)
from tests.support.product.faults import FaultInjector, set_router_behaviour
from tests.support.product.load import LoadClients, ObservedRequest
from tests.support.product.processes import ProductProcesses, product_processes
from tests.support.product.queue_shuffler import QueueShuffler

SEED = int(os.environ.get("CHAOS_SEED", "20261124"))
REQUESTS = 2_000
CLIENTS = 16
FAULT_SECONDS = 20.0
LOAD_SECONDS = 40.0
"""At most, however busy the machine is."""
CREDIT_NANOUSD = 10**12
"""More than the requests can cost."""
UNCERTAIN_SECONDS = 3.0
"""Events this long before a kill of the gateway may be lost (batched for 50 ms, sent within 2 s)."""

pytestmark = pytest.mark.timeout(240)


@dataclass
class FaultyRun:
    """What the clients observed, when the gateway died, and the accounting at the end."""

    observed: list[ObservedRequest]
    gateway_kills: list[float]
    accounting: Accounting

    def certain(self) -> list[ObservedRequest]:
        """Return the requests whose events cannot have been lost in a kill of the gateway."""
        return [request for request in self.observed if not self._may_be_lost(request)]

    def _may_be_lost(self, request: ObservedRequest) -> bool:
        ended_at = request.ended_at
        return any(ended_at - 0.5 <= kill <= ended_at + UNCERTAIN_SECONDS for kill in self.gateway_kills)


async def test_every_request_is_accounted_for_exactly_once(tmp_path: Path) -> None:
    with product_processes(tmp_path) as processes:
        run = await run_under_faults(processes)
    check_sums(run.accounting)
    check_requests(run)


async def run_under_faults(processes: ProductProcesses) -> FaultyRun:
    """Send requests while faults are injected, then stop the gateway and wait until the queue is empty."""
    addresses = processes.addresses
    endpoint = addresses.queue.endpoint
    assert endpoint is not None
    random_source = random.Random(SEED)
    async with database(processes) as store:
        api_key = await create_prepaid_customer(processes, store, CREDIT_NANOUSD)
        await set_router_behaviour(processes)
        started_at = datetime.now(UTC)
        clients = LoadClients(
            addresses.api_url,
            api_key,
            random.Random(SEED + 1),
            requests=REQUESTS,
            clients=CLIENTS,
            seconds=LOAD_SECONDS,
        )
        injector = FaultInjector(processes, random_source)
        shuffler = QueueShuffler(addresses.queue.url, endpoint, random_source)
        load = asyncio.create_task(clients.run())
        faults = asyncio.create_task(injector.run(FAULT_SECONDS))
        while not (load.done() and faults.done()):
            await asyncio.to_thread(shuffler.shuffle_once)
            await asyncio.sleep(0.3)
        await load
        await faults

        # The gateway stops for good; the events it could not send are in its log.
        await asyncio.sleep(UNCERTAIN_SECONDS)
        await asyncio.to_thread(processes.api.kill)
        with processes.api.log.open(errors="replace") as log:
            replayed = replay(log, local_client(endpoint), addresses.queue.url)
        deadline = time.monotonic() + 60
        while shuffler.waiting():
            assert time.monotonic() < deadline, "the queue did not become empty"
            await asyncio.sleep(0.2)
        accounting = await close_accounting(store, started_at)
    print(
        f"CHAOS_SEED={SEED}: {len(clients.observed)} responses, {len(accounting.requests)} rows,"
        f" {accounting.count('abandoned')} abandoned, {replayed} events replayed,"
        f" {shuffler.moved} messages moved, {len(injector.gateway_kills)} kills of the gateway"
    )
    return FaultyRun(clients.observed, injector.gateway_kills, accounting)


def check_sums(accounting: Accounting) -> None:
    """Assert that hours, days, balance and holds agree with the rows of the requests."""
    seed = f"CHAOS_SEED={SEED}"
    rows, hours, credit = accounting.requests, accounting.hours, accounting.credit
    assert [hour["first"] for hour in hours] == [[]] * len(hours), seed
    assert sum(hour["requests"] for hour in hours) == len(rows), seed
    of_requests = accounting.of_requests
    assert (of_requests["first"], of_requests["compared"]) == ([], len(rows)), seed
    assert accounting.count("admitted") == 0, seed
    assert credit["differences"] == [], seed
    assert credit["held_nanousd"] == 0, seed
    cost = sum(int(row["cost_nanousd"]) for row in rows.values())
    assert int(credit["balance_nanousd"]) == CREDIT_NANOUSD - cost, seed
    for column, expected in (
        ("requests", len(rows)),
        ("settled", accounting.count("settled")),
        ("abandoned", accounting.count("abandoned")),
        ("cost_nanousd", cost),
    ):
        assert sum(int(day[column]) for day in accounting.days) == expected, (seed, column)


def check_requests(run: FaultyRun) -> None:
    """Assert that each certain request has one row, which agrees with what its client observed."""
    seed = f"CHAOS_SEED={SEED}"
    certain = run.certain()
    assert len(certain) > REQUESTS / 10, seed
    for observed in certain:
        row = run.accounting.requests.get(str(observed.request_id))
        if observed.status != 200:
            assert row is None or row["outcome"] != "ok", (seed, observed, row)
            continue
        assert row is not None, (seed, observed)
        assert row["state"] == "settled", (seed, observed, row)
        assert row["status"] == 200, (seed, observed, row)
        if observed.complete:
            assert row["outcome"] == "ok", (seed, observed, row)
            assert int(row["cost_nanousd"]) > 0, (seed, observed, row)
        elif not observed.disconnected:
            assert row["outcome"] != "ok", (seed, observed, row)
