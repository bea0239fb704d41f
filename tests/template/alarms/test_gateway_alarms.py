"""Alarms on metrics of the gateway's request log."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any

import pytest

from functions.gateway.telemetry.metrics import RequestMetrics, unsent_usage
from functions.gateway.telemetry.request_log import GatewayRequestLog
from portal.errors import PolicyUnavailable, RouterRefused, RouterUnreachable, StreamInterrupted
from portal.policy import FetchedPolicy, PolicySource
from portal.policy.cache import STALE_SECONDS, PolicyCache
from portal.pools import Target
from portal.pools.leases import LeaseStoreUnavailable
from portal.pools.leases.memory import MemoryLeaseStore
from portal.pools.leases.outage import LeaseOutageLog, lease_outages
from portal.pools.leases.session_leases import SessionLeases
from portal.router import RouterCall, TextChunk
from portal.usage.batching import BatchingRecorder
from portal.usage.memory import MemoryQueue
from portal.usage.unsent import UnsentLog
from tests.support.cloudwatch.alarms import NAMESPACE, Alarm
from tests.support.cloudwatch.metrics import History, Samples, metric, read_metrics
from tests.support.cloudwatch.tested_alarms import makes_fault_of
from tests.support.gateway.asgi_client import AsgiClient
from tests.support.gateway.dialect_cases import CHAT, body_for, client_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.pools.lease_fleet import pool_of
from tests.support.router.pools import SettableClock
from tests.support.router.scripted import Script, ScriptedRouter, failing, saying
from tests.support.usage.events import admitted
from tests.template.alarms.conftest import Alarms

UNREACHABLE = failing(RouterUnreachable("No server of the model could be reached."))
REFUSED = failing(RouterRefused("The model does not accept this request."))
BROKEN = failing(StreamInterrupted("The answer is incomplete."), "One ", "two ")
VERSION = "GatewayFunctionVersion0000000000.Version"
"""The newest version, as the alarms fixture names it."""
TTFT = metric(NAMESPACE, "ttft_ms", service="gateway")


@dataclass
class LoggedGateway:
    """A gateway whose router runs ``scripts``, and the samples of its log."""

    harness: GatewayHarness
    lines: list[bytes]

    def take_samples(self) -> Samples:
        samples = read_metrics(self.lines)
        self.lines.clear()
        return samples

    async def ask(self, times: int = 1, **body: Any) -> list[int]:
        """Return the statuses of requests, sent one after the other."""
        body = body_for(CHAT, stream=True) | body
        async with client_of(self.harness) as client:
            return [(await client.post(CHAT, json=body)).status_code for _ in range(times)]


def logged_gateway(*scripts: Script, version: str | None = VERSION, **options: Any) -> LoggedGateway:
    lines: list[bytes] = []
    log = GatewayRequestLog(lines.append, metrics=RequestMetrics(NAMESPACE, version=version))
    return LoggedGateway(make_gateway(ScriptedRouter(*scripts), log=log, **options), lines)


async def samples_of(*scripts: Script, times: int = 1, **body: Any) -> Samples:
    gateway = logged_gateway(*scripts)
    await gateway.ask(times, **body)
    return gateway.take_samples()


def state(alarm: Alarm, samples: Samples, minutes: int = 15) -> str:
    """Return the alarm's state after ``minutes``, in each of which the log had ``samples``."""
    history = History()
    history.during(range(minutes), samples)
    return alarm.state(history, minutes)


@makes_fault_of("StreamErrors")
async def test_stream_errors(alarms: Alarms) -> None:
    alarm = alarms["StreamErrors"]
    broken, served = await samples_of(BROKEN), await samples_of(saying("Yes."), times=3)
    assert state(alarm, broken) == "ALARM"
    assert state(alarm, served) == "OK"
    history = History()
    history.during(range(15), served)
    history.during((3, 9), broken)
    assert alarm.state(history, 15) == "OK", "one broken stream in five minutes"


async def test_requests_without_an_error_of_ours_are_no_stream_errors(alarms: Alarms) -> None:
    """Of a client that leaves, a refused request, a router that is down, and a replay."""
    gateway = logged_gateway(saying("One ", "two ", pause=0.01))
    leaving = AsgiClient(gateway.harness, CHAT, body_for(CHAT, stream=True), leaves=lambda got: len(got) > 1)
    await leaving.run()
    await gateway.ask(model="unknown")
    async with client_of(gateway.harness) as client:
        for _ in range(2):
            again = await client.post(
                CHAT, json=body_for(CHAT), headers={"idempotency-key": "a-name-of-mine"}
            )
    assert again.headers["idempotent-replayed"] == "true"
    await gateway.ask(messages=[])
    samples = gateway.take_samples()
    for name in ("StreamErrors", "UpstreamErrors"):
        assert state(alarms[name], samples) == "OK"
    assert state(alarms["StreamErrors"], await samples_of(UNREACHABLE)) == "OK"


async def test_a_flood_of_refused_requests_does_not_hide_broken_streams(alarms: Alarms) -> None:
    gateway = logged_gateway(BROKEN)
    await gateway.ask()
    await gateway.ask(50, model="unknown")
    assert state(alarms["StreamErrors"], gateway.take_samples()) == "ALARM"


@makes_fault_of("UpstreamErrors")
@pytest.mark.parametrize("scripts", [(UNREACHABLE,), (UNREACHABLE, saying("Yes."))], ids=["both", "first"])
@pytest.mark.parametrize("stream", [False, True])
async def test_upstream_errors(alarms: Alarms, scripts: tuple[Script, ...], stream: bool) -> None:
    """Also if another router answered, so that no customer has noticed."""
    gateway = logged_gateway(*scripts, urls=("http://a.internal", "http://b.internal"))
    await gateway.ask(stream=stream)
    assert state(alarms["UpstreamErrors"], gateway.take_samples()) == "ALARM"
    assert state(alarms["UpstreamErrors"], await samples_of(saying("Yes."), stream=stream)) == "OK"


async def test_request_that_a_router_refuses_for_its_content_is_no_upstream_error(alarms: Alarms) -> None:
    samples = await samples_of(REFUSED)
    assert state(alarms["UpstreamErrors"], samples) == "OK"


@makes_fault_of("SlowFirstToken")
async def test_slow_first_token(alarms: Alarms) -> None:
    """The samples of a router that takes 0.1 s, a hundred and ten times as long."""
    alarm = alarms["SlowFirstToken"]
    measured = await samples_of(saying("Yes.", pause=0.1))
    quick = await samples_of(saying("Yes."), times=9)
    (seconds,) = [value / 1000 for value in measured[TTFT]]
    assert 0.1 <= seconds < 1
    slow = {TTFT: [value * 110 for value in measured[TTFT]]}
    assert state(alarm, slow) == "ALARM"
    assert state(alarm, quick) == "OK"
    assert state(alarm, {TTFT: [*quick[TTFT], *slow[TTFT]]}) == "OK", "one of ten streams a minute"
    assert state(alarm, {TTFT: [*list(quick[TTFT]) * 20, *slow[TTFT] * 4]}) == "ALARM", "2 % of many streams"


async def test_long_whole_answer_is_no_slow_first_token() -> None:
    assert TTFT not in await samples_of(saying("Yes.", pause=0.05), stream=False)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FailingSource:
    """``PolicySource`` that asks ``source``, or fails while ``down`` is set."""

    source: PolicySource
    down: bool = field(default=False)

    async def fetch(self) -> FetchedPolicy:
        if self.down:
            raise PolicyUnavailable("down")
        return await self.source.fetch()


def gateway_with_clock(clock: Clock, *scripts: Script) -> tuple[LoggedGateway, FailingSource]:
    sources: list[FailingSource] = []

    def policy(source: PolicySource) -> PolicyCache:
        sources.append(FailingSource(source))
        return PolicyCache(sources[0], clock=clock)

    return logged_gateway(*scripts, policy=policy), sources[0]


@makes_fault_of("StalePolicy")
async def test_stale_policy(alarms: Alarms) -> None:
    alarm, clock = alarms["StalePolicy"], Clock()
    gateway, source = gateway_with_clock(clock, saying("Yes."))
    assert await gateway.ask() == [200]
    history = History()
    history.during(range(20), gateway.take_samples())
    assert alarm.state(history, 20) == "OK"
    source.down = True
    for minute in range(20, 24):
        clock.now += 60
        await gateway.ask()
        history.during([minute], gateway.take_samples())
    assert alarm.state(history, 24) == "ALARM"
    clock.now += STALE_SECONDS
    assert await gateway.ask() == [503]
    assert gateway.take_samples().keys() & alarm.metrics == set()
    assert alarm.state(history, 60) == "ALARM", "nothing is admitted any more, so nothing is measured"
    source.down = False
    for _ in range(2):  # the first one starts the refresh that the next one uses
        clock.now += 60
        await gateway.ask()
        await gateway.harness.services.policy.settle()
    history.during(range(60, 80), gateway.take_samples())
    assert alarm.state(history, 80) == "OK"


async def test_stale_policy_at_a_request_in_five_minutes(alarms: Alarms) -> None:
    clock = Clock()
    gateway, source = gateway_with_clock(clock, saying("Yes."))
    await gateway.ask()
    history = History()
    history.during([0], gateway.take_samples())
    source.down = True
    for minute in range(3, 15, 5):
        clock.now += 300 - 60
        await gateway.ask()
        history.during([minute], gateway.take_samples())
    assert alarms["StalePolicy"].state(history, 15) == "ALARM"


async def test_one_environment_with_a_stale_policy_is_noticed_among_many(alarms: Alarms) -> None:
    """A revocation does not bind there: the maximum counts, and not the average."""
    clock = Clock()
    stuck, source = gateway_with_clock(clock, saying("Yes."))
    await stuck.ask()
    stuck.lines.clear()
    source.down = True
    clock.now += 120
    await stuck.ask()
    history = History()
    history.during(range(15), await samples_of(saying("Yes."), times=10))
    history.during(range(15), stuck.take_samples())
    assert alarms["StalePolicy"].state(history, 15) == "ALARM"


async def test_long_stream_is_no_stale_policy(alarms: Alarms) -> None:
    """The policy's age counts at the admission: at the end it would be the length of the answer."""
    clock = Clock()

    async def ten_minutes(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        yield [TextChunk("One ")]
        clock.now += 600
        yield [TextChunk("two.")]
        yield [TextChunk(finish_reason="stop")]

    gateway, _ = gateway_with_clock(clock, ten_minutes)
    assert await gateway.ask() == [200]
    samples = gateway.take_samples()
    assert samples[metric(NAMESPACE, "snapshot_age_seconds", service="gateway")] == [0.0]
    assert state(alarms["StalePolicy"], samples, 20) == "OK"


@makes_fault_of("LargePolicy")
@pytest.mark.parametrize(("entries", "expected"), [(5_000, "OK"), (5_001, "ALARM")])
async def test_large_policy(alarms: Alarms, entries: int, expected: str) -> None:
    gateway = logged_gateway(saying("Yes."))
    snapshot = gateway.harness.policy.snapshot
    blocked = frozenset(str(number) for number in range(entries))
    await gateway.harness.publish(replace(snapshot, blocked_keys=blocked))
    await gateway.ask()
    assert state(alarms["LargePolicy"], gateway.take_samples()) == expected


@makes_fault_of("GatewayVersionFailures")
@pytest.mark.parametrize("script", [UNREACHABLE, BROKEN], ids=["before", "after the first byte"])
async def test_failures_of_the_newest_version(alarms: Alarms, script: Script) -> None:
    """Those of other versions, and of the gateway on instances, are not its own."""
    alarm = alarms["GatewayVersionFailures"]
    failing = await samples_of(script)
    assert alarm.metrics == {metric(NAMESPACE, "failed", service="gateway", version=VERSION)}
    assert state(alarm, failing) == "ALARM"
    assert state(alarm, await samples_of(saying("Yes."))) == "OK"
    for version in ("7", None):
        gateway = logged_gateway(script, version=version)
        await gateway.ask()
        assert state(alarm, gateway.take_samples()) == "OK"


async def test_refusals_of_customers_do_not_roll_a_deployment_back(alarms: Alarms) -> None:
    gateway = logged_gateway(REFUSED)
    await gateway.ask()
    await gateway.ask(times=20, model="unknown")
    assert state(alarms["GatewayVersionFailures"], gateway.take_samples()) == "OK"


@makes_fault_of("UnsentUsage")
@pytest.mark.parametrize(("refusing", "expected"), [(False, "OK"), (True, "ALARM")])
async def test_unsent_usage(alarms: Alarms, refusing: bool, expected: str) -> None:
    queue, written = MemoryQueue({}), StringIO()
    queue.refusing = refusing
    log = UnsentLog(written, metrics=unsent_usage(NAMESPACE))
    recorder = BatchingRecorder(queue, log, batch_seconds=0, retry_delays=())
    recorder.record(admitted())
    await recorder.flush()
    history = History()
    history.during([7], read_metrics(written.getvalue().splitlines()))
    assert alarms["UnsentUsage"].state(history, 8) == expected


@makes_fault_of("SessionLeasesUnavailable")
@pytest.mark.parametrize(
    ("fails", "minutes", "expected"), [(False, 4, "OK"), (True, 1, "OK"), (True, 4, "ALARM")]
)
async def test_session_leases_unavailable(alarms: Alarms, fails: bool, minutes: int, expected: str) -> None:
    async def fail(_: str) -> None:
        if fails:
            raise LeaseStoreUnavailable("unreachable")

    history, clock = History(), SettableClock()
    pools = pool_of(1, 1)
    lines: list[bytes] = []
    leases = SessionLeases(
        pools,
        MemoryLeaseStore(before=fail),
        on_outage=LeaseOutageLog("gateway", metrics=lease_outages(NAMESPACE), write=lines.append),
        elapsed=clock,
    )
    for minute in range(minutes):
        clock.now += 60
        async with leases.lease(pools.pools["m"].targets):
            pass
        await leases.settle()
        history.during([minute], read_metrics([line.decode() for line in lines]))
        lines.clear()
    assert alarms["SessionLeasesUnavailable"].state(history, minutes) == expected


async def test_lines_of_concurrent_requests_each_have_their_own_figures() -> None:
    gateway = logged_gateway(saying("Yes.", pause=0.01))
    await asyncio.gather(*(gateway.ask() for _ in range(20)))
    lines = [json.loads(line) for line in gateway.lines]
    assert len(lines) == 20
    assert all(line["requests"] == 1 and "ttft_ms" in line for line in lines)
