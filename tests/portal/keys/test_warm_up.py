"""A restart does not reset an organisation's quota."""

from __future__ import annotations

import httpx
import pytest
from postgrest import AsyncPostgrestClient

from portal.errors import KeyServiceUnavailable, QuotaExhausted
from portal.keys import refusal
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.presented_key import present_key
from portal.keys.secret import KeyHasher
from portal.keys.sliding_window import SlidingWindows
from portal.keys.warm_up import SupabaseRequestHistory, WarmUpRecords
from portal.limits import Limit
from tests.support.keys.local_service import LocalService

PER_WEEK = Limit("requests per week", "organization", 10, 604_800)
LIMITS = (Limit("requests per minute", "key", 100, 60), PER_WEEK)


class RecordedHistory:
    """Requests at given times, in unix seconds."""

    def __init__(self, times: list[float]) -> None:
        self.times = times
        self.requested: list[tuple[str, float, float]] = []
        self.down = False

    async def count(self, organization_id: str, start: float, end: float) -> int:
        self.requested.append((organization_id, start, end))
        if self.down:
            raise refusal.not_verified()
        return sum(start <= at < end for at in self.times)


def restarted(service: LocalService, history: RecordedHistory) -> LocalKeyVerifier:
    windows = SlidingWindows()
    records = WarmUpRecords(service.records, history, windows, clock=service.now)
    lookup = KeyLookup(records, KeyHasher("a pepper for the tests"), clock=service.now)
    return LocalKeyVerifier(lookup, windows=windows, clock=service.now, environ={})


async def test_usage_before_a_restart_counts() -> None:
    service = LocalService()
    key = await service.issue(limits=LIMITS)
    started = service.now() // 604_800 * 604_800
    verifier = restarted(service, RecordedHistory([started + 1] * 8))
    for _ in range(2):
        principal = await verifier.verify(present_key(key.secret), model="oss-20b")
    assert {window.name: window.used for window in principal.windows} == {
        "requests per minute": 2,
        "requests per week": 10,
    }
    with pytest.raises(QuotaExhausted):
        await verifier.verify(present_key(key.secret), model="oss-20b")


async def test_previous_bucket_counts_by_its_remaining_fraction() -> None:
    service = LocalService()
    started = service.now() // 604_800 * 604_800
    service.time = started + 604_800 / 2
    key = await service.issue(limits=(PER_WEEK,))
    verifier = restarted(service, RecordedHistory([started - 1] * 8))
    principal = await verifier.verify(present_key(key.secret), model=None)
    assert principal.windows[0].used == 4


async def test_organisation_is_warmed_up_once_for_its_own_limits() -> None:
    service = LocalService()
    first = await service.issue(limits=LIMITS)
    second = await service.issue(limits=LIMITS, organization_id=first.organization_id)
    history = RecordedHistory([])
    verifier = restarted(service, history)
    for key in (first, second, first):
        await verifier.verify(present_key(key.secret), model="oss-20b")
        service.advance(31)
    assert len(history.requested) == 2
    assert {request[0] for request in history.requested} == {first.organization_id}
    assert {end - start for _, start, end in history.requested} == {604_800}


async def test_own_counts_above_the_history_stay() -> None:
    windows = SlidingWindows()
    service = LocalService()
    key = await service.issue(limits=(PER_WEEK,))
    (meter,) = service.records.rows[key.secret_hash].meters
    for _ in range(5):
        windows.count([meter], service.now())
    windows.warm_up(meter, service.now(), current=3, previous=0)
    assert windows.peek([meter], service.now())[0].used == 5


async def test_failed_warm_up_refuses_and_is_repeated() -> None:
    service = LocalService()
    key = await service.issue(limits=LIMITS)
    started = service.now() // 604_800 * 604_800
    history = RecordedHistory([started + 1] * 8)
    history.down = True
    verifier = restarted(service, history)
    with pytest.raises(KeyServiceUnavailable):
        await verifier.verify(present_key(key.secret), model="oss-20b")
    history.down = False
    principal = await verifier.verify(present_key(key.secret), model="oss-20b")
    assert principal.windows[1].used == 9


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(httpx.Response(503, json={"code": "PGRST003", "message": "busy"}), id="busy"),
        pytest.param(httpx.Response(200, json={"totals": {}}), id="another shape"),
        pytest.param(httpx.Response(200, content=b"null"), id="nothing"),
        pytest.param(httpx.ConnectError("refused"), id="refused"),
        pytest.param(httpx.ReadTimeout("slow"), id="slow"),
    ],
)
async def test_any_response_but_a_count_fails_closed(answer: httpx.Response | Exception) -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
        database = AsyncPostgrestClient("http://supabase", http_client=http, retry_enabled=False)
        with pytest.raises(KeyServiceUnavailable):
            await SupabaseRequestHistory(database).count("o", 0.0, 3_600.0)
