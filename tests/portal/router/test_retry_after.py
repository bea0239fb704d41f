"""The header Retry-After of a busy router: seconds or an HTTP date, bounded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.router.retry_after import MAX_SECONDS, retry_after_seconds

NOW = datetime(2026, 11, 30, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7.0),
        (" 1.5 ", 1.5),
        ("0", 0.0),
        ("-3", 0.0),
        ("86400", MAX_SECONDS),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("Mon, 30 Nov 2026 12:00:20 GMT", 20.0),
        ("Monday, 30-Nov-26 12:00:20 GMT", 20.0),
        ("Mon Nov 30 12:00:20 2026", 20.0),
        ("Mon, 30 Nov 2026 11:00:00 GMT", 0.0),
        ("Mon, 30 Nov 2037 12:00:00 GMT", MAX_SECONDS),
        ("Mon, 99 Nov 2026 12:00:00 GMT", None),
    ],
)
def test_value_is_read(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, NOW) == seconds


@given(st.text(max_size=40))
def test_any_text_is_bounded_or_unknown(value: str) -> None:
    seconds = retry_after_seconds(value, NOW)
    assert seconds is None or 0 <= seconds <= MAX_SECONDS
