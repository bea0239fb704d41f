"""Limit headers of every dialect."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.gateway.dialects.limit_headers import binding_window, duration
from portal.limits import Window
from tests.support.gateway.dialect_cases import ANTHROPIC, CORTENSOR, DIALECTS, OPENAI

NOW = 1_764_000_000.0
MINUTE = Window("requests per minute", "key", 20, 19, NOW + 30, 60)
FIVE_HOURS = Window("requests per 5 hours", "organization", 100, 12, NOW + 9000, 18_000)
WEEK = Window("requests per week", "organization", 1000, 12, NOW + 90_000, 604_800)


def test_window_that_refuses_first_is_shown() -> None:
    assert binding_window([MINUTE, FIVE_HOURS]) is FIVE_HOURS
    assert binding_window([WEEK, FIVE_HOURS]) is WEEK  # equal: the longer wait
    full = Window("requests per minute", "key", 20, 0, NOW + 5, 60, exceeded=True)
    empty = Window("requests per week", "organization", 1000, 0, NOW + 90_000, 604_800)
    assert binding_window([empty, full]) is full


def test_openai_and_cortensor_headers_show_limits_and_resets() -> None:
    for dialect in (OPENAI, CORTENSOR):
        assert dialect.limit_headers([MINUTE, FIVE_HOURS], NOW) == [
            ("x-ratelimit-limit-requests", "100"),
            ("x-ratelimit-remaining-requests", "12"),
            ("x-ratelimit-reset-requests", "2h30m0s"),
        ]


def test_anthropic_headers_show_limits_and_reset_times() -> None:
    assert ANTHROPIC.limit_headers([MINUTE], NOW + 0.2) == [
        ("anthropic-ratelimit-requests-limit", "20"),
        ("anthropic-ratelimit-requests-remaining", "19"),
        ("anthropic-ratelimit-requests-reset", "2025-11-24T16:00:30Z"),
    ]
    late = Window("requests per minute", "key", 20, 0, NOW + 0.2, 60)
    assert ANTHROPIC.limit_headers([late], NOW)[2][1] == "2025-11-24T16:00:01Z"


def test_remaining_is_at_least_zero() -> None:
    over = Window("requests per minute", "key", 20, -3, NOW + 5, 60, exceeded=True)
    for dialect in DIALECTS:
        assert dialect.limit_headers([over], NOW)[1][1] == "0"


def test_exhausted_tokens_are_shown_beside_requests() -> None:
    month = Window("tokens per month", "organization", 5000, 0, NOW + 60, 2_592_000, True, "tokens")
    assert OPENAI.limit_headers([month, MINUTE], NOW) == [
        *OPENAI.limit_headers([MINUTE], NOW),
        ("x-ratelimit-limit-tokens", "5000"),
        ("x-ratelimit-remaining-tokens", "0"),
        ("x-ratelimit-reset-tokens", "1m0s"),
    ]
    names = [name for name, _ in ANTHROPIC.limit_headers([month, MINUTE], NOW)]
    assert [name for name in names if "tokens" in name] == [
        "anthropic-ratelimit-tokens-limit",
        "anthropic-ratelimit-tokens-remaining",
        "anthropic-ratelimit-tokens-reset",
    ]


def test_no_headers_without_windows() -> None:
    for dialect in DIALECTS:
        assert dialect.limit_headers([], NOW) == []


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-5, "0s"),
        (0, "0s"),
        (0.0001, "1ms"),
        (0.012, "12ms"),
        (0.999, "999ms"),
        (0.9991, "1s"),
        (1, "1s"),
        (1.01, "2s"),
        (59.5, "1m0s"),
        (360, "6m0s"),
        (3600, "1h0m0s"),
        (604_743, "167h59m3s"),
    ],
)
def test_duration_is_formatted(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


@given(st.floats(0.001, 10_000_000))
def test_duration_is_at_least_the_wait(seconds: float) -> None:
    shown = duration(seconds)
    parts = re.fullmatch(r"(?:(\d+)ms)|(?:(\d+)h)?(?:(\d+)m)?(\d+)s", shown)
    assert parts is not None, shown
    ms, h, m, s = (int(part or 0) for part in parts.groups())
    rounded = ms / 1000 + h * 3600 + m * 60 + s
    assert seconds <= rounded or math.isclose(seconds, rounded)
    assert rounded < seconds + 1
