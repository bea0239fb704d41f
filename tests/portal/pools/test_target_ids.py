"""A router has one id, and each of its targets, however its URL is spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pools.target_ids import MAX_URL_CHARACTERS, normalised_url, router_id, target_id

SPELLINGS = {
    "http://r1": ["HTTP://R1", "http://r1/", "http://r1//", "http://r1:80", "http://r1.", " http://r1:080/ "],
    "https://r1/v1/a": ["https://R1:443/v1/a/"],
    "http://[::1]:5010": ["http://[0:0:0:0:0:0:0:1]:5010", "http://[0000::1]:05010/"],
    "http://[2001:db8::a]": ["http://[2001:DB8:0::000A]:80"],
    "http://10.0.0.7:5010": ["http://10.0.0.7:5010/"],
    "http://xn--mnchen-3ya.de": ["HTTP://XN--MNCHEN-3YA.DE"],
}


@pytest.mark.parametrize(
    ("url", "spelling"), [(url, other) for url, others in SPELLINGS.items() for other in [url, *others]]
)
def test_every_spelling_of_a_url_is_the_same_router_and_target(url: str, spelling: str) -> None:
    assert normalised_url(spelling) == url
    assert router_id(spelling) == router_id(url)
    assert target_id("oss-20b", spelling, 7) == target_id("oss-20b", url, 7)


@pytest.mark.parametrize(
    "url",
    [
        "r1:5010",
        "ftp://r1",
        "http://",
        "http://münchen.de",
        "http://r%31",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.1",
        "http://010.0.0.1",
        "http://[::1",
        "http://[::g]",
        "http://r1/%61",
        "http://r1/a/../b",
        "http://r1/.",
        "http://r1/a//b",
        "http://r1/a@b",
        "http://r1/" + "a" * MAX_URL_CHARACTERS,
    ],
)
def test_url_that_has_other_spellings_is_no_url_of_a_router(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the messages are those of test_environment)
        router_id(url)


@given(st.text(max_size=40))
def test_normalised_url_is_its_own_spelling(text: str) -> None:
    try:
        url = normalised_url(f"http://{text}")
    except ValueError:
        return
    assert normalised_url(url) == url
    assert url.isascii()


def test_alias_url_and_session_make_the_target() -> None:
    ids = {
        target_id(alias, url, session)
        for alias in ("a", "b")
        for url in ("http://r1", "https://r1", "http://r1:1", "http://r1/a", "http://r1/A")
        for session in (None, 0, 1)
    }
    assert len(ids) == 2 * 5 * 3
