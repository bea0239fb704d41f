"""Alarms on routers, pools and what is published of them, by invocations of the monitor in virtual time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator

import pytest

from functions.pool_monitor.handler import monitor_handler
from portal.pools import environment as variables
from portal.pools.environment import pool_map
from tests.support.cloudwatch.alarms import NAMESPACE
from tests.support.cloudwatch.metrics import History, Samples, read_metrics
from tests.support.cloudwatch.tested_alarms import makes_fault_of
from tests.support.monitor.routers import Mode, ScriptedRouters
from tests.support.monitor.world import MonitorWorld
from tests.support.pools.virtual_time import VirtualTimeLoop
from tests.template.alarms.conftest import Alarms

URLS = ("http://one", "http://two", "http://three")
Invocation = Callable[..., Samples]


@pytest.fixture
def invocation(capsys: pytest.CaptureFixture[str]) -> Iterator[Invocation]:
    """Run one invocation, with routers in the given modes; return the samples of its log."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:

        def run(*modes: Mode, table: bool = True, table_down: bool = False) -> Samples:
            pools = pool_map({variables.POOLS: json.dumps({"m": list(URLS)})})
            world = MonitorWorld(pools, ScriptedRouters(*URLS), NAMESPACE)
            for url, mode in zip(URLS, modes, strict=True):
                world.routers[url].mode = mode
            world.policies.is_down = table_down
            capsys.readouterr()
            monitor_handler(lambda: world.collaborators(table=table), runner)({}, None)
            return read_metrics(capsys.readouterr().out.splitlines())

        yield run


@makes_fault_of("ProbeSilent", "RoutersDown", "PoolDownToOne", "PoolUnavailable")
def test_routers_that_are_down(alarms: Alarms, invocation: Invocation) -> None:
    history = History()
    names = ("RoutersDown", "PoolDownToOne", "PoolUnavailable", "PublicationLate")
    history.during(range(20), invocation("ok", "ok", "ok"))
    assert {alarms[name].state(history, 20) for name in names} == {"OK"}
    history.during(range(20, 40), invocation("refused", "ok", "ok"))
    assert [alarms[name].state(history, 40) for name in names] == ["ALARM", "OK", "OK", "OK"]
    history.during(range(40, 60), invocation("refused", "rejecting", "ok"))
    assert [alarms[name].state(history, 60) for name in names] == ["ALARM", "ALARM", "OK", "OK"]
    history.during(range(60, 80), invocation("refused", "rejecting", "rejecting"))
    assert [alarms[name].state(history, 80) for name in names] == ["ALARM", "OK", "ALARM", "OK"]
    assert alarms["ProbeSilent"].state(history, 80) == "OK", "it runs, and says that all routers are down"
    assert alarms["ProbeSilent"].state(history, 95) == "ALARM"


@makes_fault_of("PublicationLate")
def test_table_that_is_down(alarms: Alarms, invocation: Invocation) -> None:
    history = History()
    history.during(range(20), invocation("ok", "ok", "ok"))
    assert alarms["PublicationLate"].state(history, 20) == "OK"
    history.during(range(20, 40), invocation("ok", "ok", "ok", table_down=True))
    assert alarms["PublicationLate"].state(history, 40) == "ALARM"
    assert alarms["RoutersDown"].state(history, 40) == "OK"
    history.during(range(40, 60), invocation("ok", "ok", "ok", table=False))
    assert alarms["PublicationLate"].state(history, 60) == "OK", "nothing is to be published"


def test_no_metrics_are_written_without_a_namespace(capsys: pytest.CaptureFixture[str]) -> None:
    pools = pool_map({variables.POOLS: json.dumps({"m": URLS[0]})})
    world = MonitorWorld(pools, ScriptedRouters(URLS[0]))
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        counts = monitor_handler(world.collaborators, runner)({}, None)
    assert counts == {"routers_up": 1, "routers_down": 0, "pools_down_to_one": 0, "pools_without_target": 0}
    assert "CloudWatchMetrics" not in capsys.readouterr().out
