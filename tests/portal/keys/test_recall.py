"""A restart gives no organisation its quota back."""

from __future__ import annotations

import httpx
import pytest
from postgrest import AsyncPostgrestClient

from portal.errors import KeyServiceUnavailable, QuotaExhausted
from portal.keys import refusal
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.secret import KeyHasher
from portal.keys.sliding_window import SlidingWindows
from portal.keys.warm_up import SupabaseRequestHistory, WarmUpRecords
from portal.limits import Limit
from tests.portal.keys.local_service import LocalService

PER_WEEK = Limit("requests per week", "organization", 10, 604_800)
LIMITS = (Limit("requests per minute", "key", 100, 60), PER_WEEK)


class Past:
    """Requests at given times, in unix seconds."""

    def __init__(self, times: list[float]) -> None:
        self.times = times
        self.asked: list[tuple[str, float, float]] = []
        self.down = False

    async def count(self, organization_id: str, start: float, end: float) -> int:
        self.asked.append((organization_id, start, end))
        if self.down:
            raise refusal.no_decision()
        return sum(start <= at < end for at in self.times)


def restarted(service: LocalService, past: Past) -> LocalKeyVerifier:
    windows = SlidingWindows()
    records = WarmUpRecords(service.records, past, windows, clock=service.now)
    lookup = KeyLookup(records, KeyHasher("a pepper for the tests"), clock=service.now)
    return LocalKeyVerifier(lookup, windows=windows, clock=service.now, environ={})


async def test_what_was_used_before_a_restart_still_counts() -> None:
    service = LocalService()
    key = await service.issue(limits=LIMITS)
    began = service.now() // 604_800 * 604_800
    verifier = restarted(service, Past([began + 1] * 8))
    for _ in range(2):
        principal = await verifier.verify(key.secret, model="oss-20b")
    assert {window.name: window.used for window in principal.windows} == {
        "requests per minute": 2,
        "requests per week": 10,
    }
    with pytest.raises(QuotaExhausted):
        await verifier.verify(key.secret, model="oss-20b")


async def test_the_bucket_before_counts_by_what_is_left_of_it() -> None:
    service = LocalService()
    began = service.now() // 604_800 * 604_800
    service.time = began + 604_800 / 2
    key = await service.issue(limits=(PER_WEEK,))
    verifier = restarted(service, Past([began - 1] * 8))
    principal = await verifier.verify(key.secret, model=None)
    assert principal.windows[0].used == 4


async def test_an_organisation_is_recalled_once_and_only_for_its_own_limits() -> None:
    service = LocalService()
    first = await service.issue(limits=LIMITS)
    second = await service.issue(limits=LIMITS, organization_id=first.organization_id)
    past = Past([])
    verifier = restarted(service, past)
    for key in (first, second, first):
        await verifier.verify(key.secret, model="oss-20b")
        service.advance(31)
    assert len(past.asked) == 2
    assert {asked[0] for asked in past.asked} == {first.organization_id}
    assert {end - start for _, start, end in past.asked} == {604_800}


async def test_own_counts_that_are_ahead_of_the_records_stay() -> None:
    windows = SlidingWindows()
    service = LocalService()
    key = await service.issue(limits=(PER_WEEK,))
    (meter,) = service.records.rows[key.secret_hash].meters
    for _ in range(5):
        windows.count([meter], service.now())
    windows.recall(meter, service.now(), current=3, previous=0)
    assert windows.look([meter], service.now())[0].used == 5


async def test_without_the_records_nobody_is_let_in_and_the_next_try_recalls() -> None:
    service = LocalService()
    key = await service.issue(limits=LIMITS)
    began = service.now() // 604_800 * 604_800
    past = Past([began + 1] * 8)
    past.down = True
    verifier = restarted(service, past)
    with pytest.raises(KeyServiceUnavailable):
        await verifier.verify(key.secret, model="oss-20b")
    past.down = False
    principal = await verifier.verify(key.secret, model="oss-20b")
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
async def test_any_answer_but_a_count_is_no_decision(answer: httpx.Response | Exception) -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
        database = AsyncPostgrestClient("http://supabase", http_client=http, retry_enabled=False)
        with pytest.raises(KeyServiceUnavailable):
            await SupabaseRequestHistory(database).count("o", 0.0, 3_600.0)
