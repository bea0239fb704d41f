"""The documented estimate of tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.inference.tokens import estimate_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("a", 1),
        ("four", 1),
        ("fives", 2),
        ("é", 1),
        ("ééé", 2),
        ("漢字仮名", 3),
        ("🙂", 1),
        ("x" * 4001, 1001),
        ("\ud800", 1),
    ],
)
def test_one_token_per_four_bytes_of_utf8(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


@given(st.text(), st.text())
def test_longer_text_has_no_fewer_tokens(text: str, more: str) -> None:
    whole = estimate_tokens(text + more)
    assert estimate_tokens(text) <= whole <= estimate_tokens(text) + estimate_tokens(more)
