"""Attempts of a request: who is asked next, when, what the customer gets, and what is recorded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest

from portal.errors import (
    RouterBusy,
    RouterPending,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)
from portal.inference import TokenUsage
from portal.policy import PolicySnapshot, PoolPolicy, TargetPolicy
from portal.pools import SessionLimits, Target
from portal.pools.attempt_bounds import AttemptBound, AttemptBounds
from portal.router import RouterCall, TextChunk
from tests.support.gateway.asgi_client import AsgiClient
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, body_for, client_of
from tests.support.gateway.pool_cases import MODEL, PoolCase, R, T, pool_case
from tests.support.router.scripted import Script, failing, saying, silent, slow

OK = saying("It scatters.", usage=TokenUsage(12, 3))
STREAMS = pytest.mark.parametrize("stream", [False, True])


def busy(retry_after: float | None = None) -> Script:
    return failing(RouterBusy("x", retry_after=retry_after))


@STREAMS
@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RouterUnreachable("x"), "unreachable"),
        (RouterRejected("x", upstream_status=500), "rejected"),
        (RouterRejected("x", upstream_status=404), "rejected"),
        (RouterPending("x"), "no_text"),
        (RouterTimedOut("x"), "timed_out"),
        (RouterBusy("x"), "busy"),
    ],
)
async def test_failure_before_the_first_text_is_made_good_by_another_router(
    stream: bool, error: Exception, outcome: str
) -> None:
    case = pool_case(failing(error), OK, OK)
    answer = await case.ask(stream=stream)
    assert answer.status_code == 200
    assert "It scatters." in answer.text
    assert case.outcomes == [outcome, "ok"]
    assert case.ids == [T[url].id for url in case.routers.called]
    assert case.settled.attempts == 2


async def test_up_to_three_targets_are_tried() -> None:
    case = pool_case(failing(RouterUnreachable("x")), failing(RouterRejected("x")), OK)
    assert (await case.ask()).status_code == 200
    assert case.outcomes == ["unreachable", "rejected", "ok"]
    everywhere = pool_case(*[failing(RouterUnreachable("x"))] * 3)
    assert (await everywhere.ask()).status_code == 502
    assert everywhere.routers.called == list(R)


@STREAMS
async def test_silent_target_is_given_up_for_another_one(stream: bool) -> None:
    case = pool_case(silent(), OK, OK)
    started = time.monotonic()
    answer = await case.ask(stream=stream)
    assert answer.status_code == 200
    assert time.monotonic() - started < 1
    assert case.outcomes == ["timed_out", "ok"]
    assert case.routers.cancelled == 1


@STREAMS
async def test_cold_process_that_knows_nothing_is_not_held_up_by_a_black_hole(stream: bool) -> None:
    case = pool_case(silent(), OK, OK, knows_latencies=False)
    for _ in range(12):
        started = time.monotonic()
        assert (await case.ask(stream=stream)).status_code == 200
        assert time.monotonic() - started < 1


async def test_target_known_to_be_silent_gets_no_further_first_attempt() -> None:
    case = pool_case(silent(), OK, OK)
    for _ in range(10):
        assert (await case.ask()).status_code == 200
    assert case.routers.called.count(R[0]) == 1


async def test_silence_of_keep_alives_and_empty_chunks_is_work_only_if_the_model_has_begun() -> None:
    """The client yields an empty first chunk when the model has begun to reason."""

    async def reasoning(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        yield [TextChunk()]
        await asyncio.sleep(0.4)
        yield [TextChunk("It scatters.")]
        yield [TextChunk(finish_reason="stop")]

    case = pool_case(reasoning, OK, OK)
    assert "It scatters." in (await case.ask()).text
    assert case.outcomes == ["ok"]


async def test_last_attempt_has_the_remaining_deadline() -> None:
    case = pool_case(slow(0.7, "It scatters."), knows_latencies=False)
    assert (await case.ask()).status_code == 200
    three = pool_case(silent(), silent(), slow(0.7, "It scatters."))
    assert (await three.ask()).status_code == 200
    assert three.settled.outcome == "ok"


async def test_first_text_wins_and_the_other_attempt_is_cancelled_and_not_paid() -> None:
    async def late(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        await asyncio.sleep(0.25)
        yield [TextChunk("LATE")]
        yield [TextChunk(finish_reason="stop", usage=TokenUsage(12, 900))]

    case = pool_case(late, slow(0.05, "It ", "scatters."), slow(0.05, "It ", "scatters."))
    answer = await case.ask()
    assert "LATE" not in answer.text
    assert answer.text.count("scatters") == 1
    assert case.settled.completion_tokens < 10
    assert case.outcomes == ["timed_out", "ok"]
    assert case.routers.cancelled == 1


async def test_hedged_attempt_that_is_slower_leaves_the_first_to_answer() -> None:
    case = pool_case(slow(0.2, "It scatters."), silent(), silent())
    answer = await case.ask()
    assert "It scatters." in answer.text
    assert case.outcomes[0] == "ok"
    assert set(case.outcomes[1:]) <= {"cancelled", "timed_out"}
    assert len(case.outcomes) >= 2


async def test_hedges_are_within_a_small_budget() -> None:
    """Where every target is slow, the load must not double."""
    bounds = AttemptBounds(unknown=AttemptBound(0.02, 5.0), min_seconds=0.02, max_seconds=0.02)
    case = pool_case(*[slow(0.05, "It scatters.")] * 3, bounds=bounds, knows_latencies=False)
    hedged = 0
    for _ in range(20):
        hedges = case.gateway.services.pools.hedges
        saved = hedges._saved
        assert (await case.ask()).status_code == 200
        hedged += hedges._saved < saved
    assert 1 <= hedged <= 2


async def test_hedge_starts_only_on_a_free_session() -> None:
    bounds = AttemptBounds(min_seconds=5.0, unknown=AttemptBound(hedge_after=0.1, give_up_after=5.0))
    limits = SessionLimits(by_session={7: 1})
    scripts = [slow(0.4, "It scatters."), slow(0.4, "It scatters.")]
    case = pool_case(*scripts, bounds=bounds, limits=limits, knows_latencies=False)
    answer = await case.ask()
    assert answer.status_code == 200
    assert len(case.routers.called) == 1, "both routers lead to session 7, which is leased"


@STREAMS
async def test_session_that_a_silent_router_holds_is_asked_at_another_one(stream: bool) -> None:
    case = pool_case(silent(), OK, limits=SessionLimits(by_session={7: 1}))
    answer = await case.ask(stream=stream)
    assert answer.status_code == 200
    assert case.routers.called == [R[0], R[1]], "both lead to session 7, which no other request needs to free"
    assert case.outcomes == ["timed_out", "ok"]


@STREAMS
async def test_text_of_two_attempts_never_mixes(stream: bool) -> None:
    case = pool_case(failing(StreamInterrupted("x"), "It ", "sc"), OK, OK)
    answer = await case.ask(stream=stream)
    if stream:
        assert "scatters" not in answer.text
        assert "stream_interrupted" in answer.text
        assert case.outcomes == ["interrupted"]
        return
    # Nothing had reached the customer, so a whole answer is asked for again.
    assert answer.json()["choices"][0]["message"]["content"] == "It scatters."
    assert case.outcomes == ["interrupted", "ok"]
    assert (case.settled.completion_tokens, case.settled.token_source) == (3, "router")


async def test_whole_answers_that_all_break_off_are_one_error_and_free() -> None:
    case = pool_case(*[failing(StreamInterrupted("x"), "It ", "sc")] * 3)
    answer = await case.ask(stream=False)
    assert (answer.status_code, answer.json()["error"]["code"]) == (502, "router_error")
    assert case.outcomes == ["interrupted"] * 3
    assert (case.settled.outcome, case.settled.completion_tokens) == ("failed_before_first_byte", 0)


@pytest.mark.parametrize(("route", "status"), [(CHAT, 503), (MESSAGES, 529)])
@STREAMS
async def test_busy_pool_is_saturated_and_says_when_to_retry(route: str, status: int, stream: bool) -> None:
    case = pool_case(busy(30), busy(9), busy(20))
    async with client_of(case.gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=stream))
    assert answer.status_code == status
    assert int(answer.headers["retry-after"]) == 9
    assert "pool_saturated" in answer.text or "overloaded_error" in answer.text
    assert case.outcomes == ["busy"] * 3


async def test_pool_known_to_be_busy_costs_one_call_a_request() -> None:
    case = pool_case(busy(30), busy(30), busy(30))
    await case.ask()
    before = len(case.routers.calls)
    for _ in range(20):
        answer = await case.ask()
        assert answer.status_code == 503
        assert 1 <= int(answer.headers["retry-after"]) <= 30
    assert len(case.routers.calls) - before <= 1.2 * 20


async def test_busy_target_is_not_broken() -> None:
    case = pool_case(busy(0.05), OK, OK)
    await case.ask()
    await asyncio.sleep(0.1)
    case.routers.by_url[R[0]] = OK
    for _ in range(30):
        assert (await case.ask()).status_code == 200
    assert R[0] in case.routers.called[2:]


@pytest.mark.parametrize(("seconds", "outcome", "failures"), [(0.02, "cancelled", 0), (0.3, "timed_out", 1)])
async def test_client_that_leaves_a_silent_target_teaches_beyond_the_bound_only(
    seconds: float, outcome: str, failures: int
) -> None:
    case = pool_case(silent(), knows_latencies=False)
    client = AsgiClient(case.gateway, CHAT, body_for(CHAT, stream=True))
    request = asyncio.create_task(client.run())
    await asyncio.sleep(seconds)
    client.leave()
    await request
    assert case.settled.outcome == "client_disconnected"
    assert case.outcomes == [outcome]
    assert case.gateway.services.pools.observations.targets[T[R[0]].id].failures == failures


@STREAMS
async def test_deadline_of_a_silent_request_teaches(stream: bool) -> None:
    case = pool_case(silent(), timeout_seconds=0.4, knows_latencies=False)
    answer = await case.ask(stream=stream)
    assert answer.status_code == 504
    assert case.outcomes == ["timed_out"]


async def test_target_that_drains_meanwhile_gets_no_second_attempt() -> None:
    drained = {T[R[1]].id: TargetPolicy("draining"), T[R[2]].id: TargetPolicy("disabled")}
    snapshot = PolicySnapshot(pools={MODEL: PoolPolicy(MODEL, targets=drained)})
    case: PoolCase

    async def fails_when_drained(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        await case.gateway.publish(snapshot)
        raise RouterRejected("The model could not process the request.")
        yield []

    case = pool_case(fails_when_drained, OK, OK)
    assert (await case.ask()).status_code == 502
    assert case.routers.called == [R[0]]


async def test_running_stream_is_not_cut_by_a_drain() -> None:
    drained = dict.fromkeys((T[url].id for url in R), TargetPolicy("draining"))
    snapshot = PolicySnapshot(pools={MODEL: PoolPolicy(MODEL, targets=drained)})
    case: PoolCase

    async def drained_meanwhile(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        yield [TextChunk("It ")]
        await case.gateway.publish(snapshot)
        await asyncio.sleep(0.05)
        yield [TextChunk("scatters.")]
        yield [TextChunk(finish_reason="stop")]

    case = pool_case(drained_meanwhile)
    answer = await case.ask(stream=False)
    assert answer.json()["choices"][0]["message"]["content"] == "It scatters."
    assert (await case.ask()).status_code == 503


@STREAMS
async def test_nothing_that_a_customer_sees_names_a_target(stream: bool) -> None:
    case = pool_case(failing(RouterRejected("x")), OK, OK)
    answer = await case.ask(stream=stream)
    seen = answer.text + repr(answer.headers)
    assert not any(name in seen for name in ("tgt_", "rtr_", "internal", "router-key"))


@STREAMS
async def test_upstream_is_streamed_for_whole_answers_unless_switched_off(stream: bool) -> None:
    case = pool_case(OK)
    await case.ask(stream=stream)
    assert case.routers.calls[0][1].stream
    whole = pool_case(OK, unary_models=frozenset({MODEL}))
    await whole.ask(stream=stream, stop=["END"])
    assert whole.routers.calls[0][1].stream is stream


async def test_silence_of_a_whole_answer_says_nothing_of_its_target() -> None:
    case = pool_case(slow(0.5, "It scatters."), OK, OK, unary_models=frozenset({MODEL}))
    assert (await case.ask(stream=False)).status_code == 200
    assert case.outcomes == ["ok"]
    assert case.settled.targets[0].ttft_ms is None


async def test_attempts_leave_no_session_leased_and_nothing_in_flight() -> None:
    case = pool_case(silent(), failing(RouterRejected("x")), OK, limits=SessionLimits(default=2))
    for stream in (True, False):
        await case.ask(stream=stream)
    pools = case.gateway.services.pools
    assert all(seen.in_flight == 0 for seen in pools.observations.targets.values())
    assert all(pools.leases.load(target) == 0 for target in T.values())
