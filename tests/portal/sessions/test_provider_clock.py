"""Tokens are compared with the clock of their provider, not with that of this machine."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime

import httpx
import pytest

from portal.errors import InvalidSession
from portal.sessions.clerk import ALGORITHMS, ClerkSessions
from portal.sessions.provider_clock import MAX_DIFFERENCE_SECONDS, ProviderClock
from portal.sessions.signing_keys import PublishedKeys, fetch_key_set
from tests.support import session_tokens
from tests.support.control_plane.clerk import clerk_claims
from tests.support.session_tokens import rs256

ISSUER = "https://clerk.portal.example"
NOW = 1_800_000_000.0
SKEWS = [-600, -60, 0, 60, 600]


def http_date(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


def clerk_sessions(skew: float) -> ClerkSessions:
    """Return sessions on a machine whose clock is ``skew`` seconds ahead of the provider's."""

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=session_tokens.key_set(), headers={"date": http_date(time.time())})

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    clock = ProviderClock(lambda: time.time() + skew)
    keys = PublishedKeys(
        fetch_key_set(f"{ISSUER}/jwks.json", http, clock), algorithms=ALGORITHMS, provider_clock=clock
    )
    return ClerkSessions(keys, issuer=ISSUER)


@pytest.mark.parametrize("skew", SKEWS)
async def test_token_of_a_minute_is_accepted_whatever_this_machines_clock_shows(skew: float) -> None:
    session = await clerk_sessions(skew).verify(rs256(clerk_claims(ISSUER, "user_1", azp=None)))
    assert session.subject == "user_1"


@pytest.mark.parametrize("skew", SKEWS)
async def test_session_that_has_ended_is_not_prolonged(skew: float) -> None:
    now = int(time.time())
    token = rs256(clerk_claims(ISSUER, "user_1", iat=now - 73, nbf=now - 83, exp=now - 13))
    with pytest.raises(InvalidSession, match="expired"):
        await clerk_sessions(skew).verify(token)


@pytest.mark.parametrize("skew", SKEWS)
def test_time_of_a_cached_response_is_that_of_its_arrival(skew: float) -> None:
    clock = ProviderClock(lambda: NOW + skew)
    clock.observe({"date": http_date(NOW - 300), "age": "300"})
    assert clock.now() == NOW


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"date": ""},
        {"date": "yesterday"},
        {"date": "Mon, 99 Nov 2026 00:00:00 GMT"},
        {"date": http_date(NOW + 60), "age": "a minute"},
        {"date": http_date(NOW + 60), "age": "9" * 400},
        {"date": http_date(NOW + MAX_DIFFERENCE_SECONDS + 1)},
        {"date": http_date(NOW - MAX_DIFFERENCE_SECONDS - 1)},
        {"date": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ],
)
def test_response_without_a_believable_time_is_ignored(headers: Mapping[str, str]) -> None:
    clock = ProviderClock(lambda: NOW)
    clock.observe(headers)
    assert clock.now() == NOW
