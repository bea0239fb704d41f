"""Verifications over connections that were idle: a broken one refuses nobody, a living one counts once."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable

import pytest

from portal.connections import SILENT_SECONDS, TRUSTED_SECONDS
from portal.errors import KeyServiceUnavailable
from portal.keys.presented_key import PresentedKey, present_key
from portal.keys.unkey import KEEP_ALIVE_SECONDS
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.verifier import UnkeyVerifier
from tests.support.freezing.faulty_proxy import Fault, FaultyProxy
from tests.support.freezing.peer import StandingClock
from tests.support.keys.unkey_service import GATEWAY_ROOT_KEY, FakeUnkeyService, verifications
from tests.support.servers.asgi import serving
from tests.support.unkey.server import UnkeyBehaviour


class Verifying:
    """A verifier that reaches ``service`` through ``proxy``."""

    def __init__(
        self, service: FakeUnkeyService, proxy: FaultyProxy, key: PresentedKey, clock: StandingClock
    ) -> None:
        self.service = service
        self.proxy = proxy
        self.clock = clock
        self._key = key
        self.connection = UnkeyConnection(GATEWAY_ROOT_KEY, base_url=proxy.url, clock=clock)
        self._verifier = UnkeyVerifier(self.connection, clock=service.unkey.clock)

    async def verify(self) -> None:
        await self._verifier.verify(self._key, model="oss-20b")


@pytest.fixture
async def verifying(service: FakeUnkeyService) -> AsyncIterator[Verifying]:
    key = present_key((await service.issue()).secret)
    async with serving(service.unkey.app, timeout_keep_alive=75) as url, FaultyProxy(url) as proxy:
        verifying = Verifying(service, proxy, key, StandingClock())
        await verifying.verify()
        service.unkey.calls.clear()
        yield verifying
        await verifying.connection.close()


@pytest.mark.parametrize(
    ("idle_seconds", "connections"),
    [(0.0, 1), (TRUSTED_SECONDS, 1), (KEEP_ALIVE_SECONDS - 1, 1), (KEEP_ALIVE_SECONDS, 2), (3600.0, 2)],
)
async def test_living_connection_counts_once(
    verifying: Verifying, idle_seconds: float, connections: int
) -> None:
    verifying.clock.now += idle_seconds
    await verifying.verify()
    assert verifications(verifying.service) == 1
    assert verifying.proxy.accepted == connections


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("idle_seconds", [TRUSTED_SECONDS, 3.0, KEEP_ALIVE_SECONDS])
async def test_broken_connection_costs_little_and_counts_once(
    verifying: Verifying, fault: Fault, idle_seconds: float
) -> None:
    verifying.clock.now += idle_seconds
    await verifying.proxy.break_open(fault)
    started = time.monotonic()
    await verifying.verify()
    assert time.monotonic() - started < SILENT_SECONDS + 0.5
    assert verifications(verifying.service) == 1


async def test_slow_answer_on_an_idle_connection_is_no_refusal(verifying: Verifying) -> None:
    """Unkey was slow, not the connection broken: the request counts twice, and is served."""
    verifying.clock.now += TRUSTED_SECONDS
    verifying.service.unkey.behaviour = UnkeyBehaviour(delay_seconds=SILENT_SECONDS + 0.1)
    await verifying.verify()
    assert verifications(verifying.service) == 2


async def test_unkey_that_is_slow_for_a_while_counts_once(verifying: Verifying) -> None:
    """Its first slow answer may count twice; then a connection is silent only if it is slower than usual."""
    verifying.service.unkey.behaviour = UnkeyBehaviour(delay_seconds=SILENT_SECONDS + 0.1)
    for _ in range(4):
        verifying.clock.now += TRUSTED_SECONDS
        await verifying.verify()
    assert verifications(verifying.service) <= 5
    verifying.service.unkey.behaviour = UnkeyBehaviour()
    for _ in range(4):
        await verifying.verify()
    verifying.clock.now += TRUSTED_SECONDS
    await verifying.proxy.break_open(Fault.SILENT)
    started = time.monotonic()
    await verifying.verify()
    assert time.monotonic() - started < SILENT_SECONDS + 0.5


@pytest.mark.parametrize("advance", [lambda clock: None, lambda clock: setattr(clock, "now", clock.now + 3)])
async def test_unkey_that_never_answers_is_refused_in_time(
    verifying: Verifying, advance: Callable[[StandingClock], None]
) -> None:
    advance(verifying.clock)
    verifying.service.unkey.behaviour = UnkeyBehaviour(delay_seconds=5.0)
    started = time.monotonic()
    with pytest.raises(KeyServiceUnavailable):
        await verifying.verify()
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize("idle_seconds", [0.0, 3.0])
async def test_answer_that_was_cut_off_is_not_asked_for_again(
    verifying: Verifying, idle_seconds: float
) -> None:
    verifying.clock.now += idle_seconds
    verifying.service.unkey.behaviour = UnkeyBehaviour(drop=True)
    with pytest.raises(KeyServiceUnavailable):
        await verifying.verify()
    assert verifications(verifying.service) == 1
