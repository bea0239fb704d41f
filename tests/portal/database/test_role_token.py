"""The claims of role tokens, read without verification, and the warning before they expire."""

from __future__ import annotations

import base64
import json
import logging
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.database.role_token import SECONDS_PER_DAY, NotARoleToken, RoleToken, read_role_token

NOW = 1_800_000_000.0


def token_of(claims: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"eyJh.{body}.c2ln"


@given(st.text(min_size=1, max_size=70), st.integers(min_value=0, max_value=2**40))
def test_claims_are_read_at_every_length(role: str, exp: int) -> None:
    token = read_role_token(token_of({"role": role, "exp": exp, "iat": 1}))
    assert (token.role, token.exp) == (role, exp)


@given(
    st.one_of(
        st.text(max_size=80),
        st.builds(".".join, st.lists(st.text(max_size=30), min_size=3, max_size=3)),
        st.builds(token_of, st.one_of(st.none(), st.integers(), st.lists(st.integers()), st.text())),
        st.builds(lambda role: token_of({"role": role}), st.text()),
        st.builds(lambda exp: token_of({"role": "r", "exp": exp}), st.sampled_from([None, "soon", [], {}])),
    )
)
def test_anything_else_is_no_role_token_and_not_quoted(text: str) -> None:
    with pytest.raises(NotARoleToken) as raised:
        read_role_token(text)
    assert str(raised.value) in {"it is no JWT", "it is no JWT with the claims role and exp"}


@pytest.mark.parametrize("odd", ["{}\n", " {}", "{}\r\n", "Bearer {}", '"{}"', "{}\u00a0", "{}."])
def test_token_with_anything_around_it_is_refused_at_the_start(odd: str) -> None:
    """As a header it would fail at every call."""
    with pytest.raises(NotARoleToken):
        read_role_token(odd.format(token_of({"role": "portal_gateway", "exp": 1})))


@pytest.mark.parametrize(
    ("days", "level"),
    [(365, None), (30, None), (29.9, logging.WARNING), (0.1, logging.WARNING), (-1, logging.ERROR)],
)
def test_expiry_is_logged_in_the_last_30_days(
    caplog: pytest.LogCaptureFixture, days: float, level: int | None
) -> None:
    token = RoleToken(role="portal_gateway", exp=NOW + days * SECONDS_PER_DAY)
    token.log_expiry(NOW)
    assert [record.levelno for record in caplog.records] == ([] if level is None else [level])
    assert all("database-tokens" in message for message in caplog.messages)
    assert token.days_left(NOW) == pytest.approx(days)


def test_expiry_is_a_time_in_utc() -> None:
    assert RoleToken(role="r", exp=NOW).expires_at == datetime(2027, 1, 15, 8, tzinfo=UTC)
