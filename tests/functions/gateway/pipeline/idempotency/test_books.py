"""Random requests, retries and disconnects against a model of the books: what was produced is paid, once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.gateway.pipeline.request_bounds import RequestBounds
from portal.errors import RouterUnreachable, StreamInterrupted
from portal.inference.tokens import estimate_tokens
from portal.pools import Target
from portal.router import RouterCall
from portal.usage import Settled
from portal.usage.pricing import Price, cost
from tests.support.gateway.asgi_client import AsgiClient
from tests.support.gateway.dialect_cases import ROUTES, body_for
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.router.scripted import Script, ScriptedRouter, failing, saying

PRICE = Price(50, 200)
WHOLE = "One two three "

SCRIPTS: dict[str, Script] = {
    "answers": saying("One ", "two ", "three "),
    "answers slowly": saying("One ", "two ", "three ", pause=0.01),
    "fails at once": failing(RouterUnreachable("no")),
    "fails in the middle": failing(StreamInterrupted("no"), "One "),
    "never ends": saying("One ", "two ", *["more "] * 100, pause=0.02),
}
FAILS = {"fails at once", "fails in the middle"}


@dataclass(frozen=True)
class Sent:
    """One request of a random client. ``leaves_after``: a number of received messages, None: it stays."""

    route: str
    stream: bool
    key: str | None
    leaves_after: int | None
    stops_reading: bool
    retries: str | None

    @property
    def headers(self) -> dict[str, str]:
        headers = {} if self.name is None else {"idempotency-key": self.name}
        return headers if self.retries is None else {**headers, "x-stainless-retry-count": self.retries}

    @property
    def name(self) -> str | None:
        return None if self.key is None else f"{self.key} {self.route} {self.stream}"

    @property
    def stays(self) -> bool:
        return self.leaves_after is None


class RandomRouter(ScriptedRouter):
    """Runs the given scripts in turn; ``ran`` has the script of each request by its id."""

    def __init__(self, scripts: list[str]) -> None:
        super().__init__()
        self._names = scripts
        self.ran: dict[str, str] = {}

    def script_for(self, target: Target, call: RouterCall) -> Script:
        # A failure before the first text is tried on no other target: there is only one.
        name = self._names[len(self.ran) % len(self._names)]
        self.ran[call.client_reference] = name
        return SCRIPTS[name]


SENT = st.builds(
    Sent,
    route=st.sampled_from(ROUTES),
    stream=st.booleans(),
    key=st.sampled_from([None, "a", "a", "b"]),
    leaves_after=st.none() | st.integers(0, 5),
    stops_reading=st.booleans(),
    retries=st.none() | st.sampled_from(["0", "1", "2", "999"]),
)
BATCHES = st.lists(st.lists(SENT, min_size=1, max_size=3), min_size=1, max_size=5)


@settings(max_examples=25)
@given(batches=BATCHES, scripts=st.lists(st.sampled_from(list(SCRIPTS)), min_size=1), lost=st.booleans())
def test_books_match_what_was_produced(batches: list[list[Sent]], scripts: list[str], lost: bool) -> None:
    asyncio.run(_check_books(batches, scripts, lost))


async def _check_books(batches: list[list[Sent]], scripts: list[str], lost: bool) -> None:
    router = RandomRouter(scripts)
    gateway = make_gateway(router, bounds=RequestBounds(request_timeout_seconds=0.2))
    clients: list[tuple[Sent, AsgiClient]] = []
    if lost:
        # The database has executed the claim of this request, but its answer was lost.
        gateway.stored_responses.answers_are_lost = True
        await _send(gateway, batches[0][0])
        await gateway.services.settle()
        gateway.stored_responses.answers_are_lost = False
    for batch in batches:
        clients += zip(batch, await asyncio.gather(*(_send(gateway, sent) for sent in batch)), strict=True)

    settled = {event.request_id: event for event in gateway.usage.settled}
    assert [event.request_id for event in gateway.usage.admitted] == list(router.ran)
    assert settled.keys() == router.ran.keys()
    assert len(gateway.usage.settled) == len(settled)
    for request_id, script in router.ran.items():
        _check_price(settled[request_id], script)
    _check_names(clients, settled)


def _check_price(event: Settled, script: str) -> None:
    """A failure is free. Everything else is paid for what the script had sent by then."""
    paid = _cost(event)
    if script in FAILS:
        assert paid == 0 or event.outcome == "client_disconnected"
    if event.outcome == "ok":
        assert paid == event.prompt_tokens * 50 + estimate_tokens(WHOLE) * 200
    if event.completion_tokens and event.outcome in {"client_disconnected", "deadline"}:
        assert paid == event.prompt_tokens * 50 + event.completion_tokens * 200


def _check_names(clients: list[tuple[Sent, AsgiClient]], settled: dict[str, Settled]) -> None:
    """A name is paid at most once, nobody is ever disconnected under it, and all its answers are the same."""
    answers = defaultdict(set)
    runs = defaultdict(list)
    for sent, client in clients:
        if sent.name is None:
            continue
        event = settled.get(client.request_id)
        if event is not None:
            runs[sent.name].append(event)
            assert event.outcome != "client_disconnected"
        elif client.received and client.status == 200 and sent.stays:
            answers[sent.name].add(client.body)
    for name, events in runs.items():
        paid = [event for event in events if _cost(event)]
        assert len(paid) <= 1, name
        assert not answers[name] or (len(answers[name]), len(paid)) == (1, 1), name


def _cost(event: Settled) -> int:
    return cost(event.outcome, event.prompt_tokens, event.completion_tokens, PRICE)


async def _send(gateway: GatewayHarness, sent: Sent) -> AsgiClient:
    limit = sent.leaves_after
    client = AsgiClient(
        gateway,
        sent.route,
        body_for(sent.route, stream=sent.stream),
        sent.headers,
        leaves=lambda received: limit is not None and len(received) >= limit,
        stops_reading=sent.stops_reading,
    )
    await client.run()
    return client
