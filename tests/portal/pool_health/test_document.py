"""Health is read as it was published, by readers of other versions too."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pool_health import (
    CLOCK_DIFFERENCE_SECONDS,
    HEALTH_SECONDS,
    PoolHealth,
    PoolServingState,
    PublishedHealth,
    TargetHealth,
    TargetState,
    current_health,
)
from portal.pool_health.document import decode_health, encode_health

AT = datetime(2026, 12, 1, 10, 0, 0, 250_000, tzinfo=UTC)
MILLISECONDS = st.none() | st.floats(0, 1e6)
MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))
TARGETS = st.builds(
    TargetHealth,
    state=st.sampled_from(get_args(TargetState)),
    share=st.floats(0, 1),
    reason=st.none() | st.text(),
    since=MOMENTS,
    ttft_p50_ms=MILLISECONDS,
    ttft_p95_ms=MILLISECONDS,
    error_rate=st.none() | st.floats(0, 1),
    in_flight=st.none() | st.integers(0, 1000),
    busy_until=MOMENTS,
    capacity=st.none() | st.integers(0, 1000),
)
POOLS = st.builds(
    PoolHealth,
    state=st.sampled_from(get_args(PoolServingState)),
    ttft_p50_ms=MILLISECONDS,
    ttft_p95_ms=MILLISECONDS,
)
HEALTH = st.builds(
    PublishedHealth,
    measured_at=st.just(AT),
    targets=st.dictionaries(st.text(), TARGETS, max_size=3),
    pools=st.dictionaries(st.text(), POOLS, max_size=3),
)


@given(HEALTH)
def test_health_is_read_as_it_was_published(health: PublishedHealth) -> None:
    assert decode_health(encode_health(health), AT) == health


@given(HEALTH)
def test_document_is_the_same_whenever_it_was_measured(health: PublishedHealth) -> None:
    assert encode_health(health) == encode_health(replace(health, measured_at=AT + timedelta(seconds=1)))


def decoded(targets: Any, pools: Any = None) -> PublishedHealth:
    document = {"targets": targets, "pools": pools or {}, "regions": ["of a newer version"]}
    return decode_health(json.dumps(document).encode(), AT)


def test_fields_and_states_of_a_newer_version_are_ignored() -> None:
    health = decoded(
        {"tgt_a": {"state": "haunted", "share": 0.5, "ghosts": 3}}, {"oss-20b": {"state": "on holiday"}}
    )
    assert health.targets == {"tgt_a": TargetHealth(state="unknown", share=0.5)}
    assert health.pools == {"oss-20b": PoolHealth(state="degraded")}


@pytest.mark.parametrize(
    "entry",
    [
        {"share": 2},
        {"share": -0.1},
        {"share": "all"},
        {"since": "yesterday"},
        {"in_flight": -1},
        {"ttft_p50_ms": -3},
        7,
        None,
    ],
)
def test_entry_that_cannot_be_read_spoils_no_other(entry: Any) -> None:
    health = decoded({"tgt_a": entry, "tgt_b": {"state": "down", "share": 0}})
    assert health.targets == {"tgt_b": TargetHealth(state="down", share=0)}


@pytest.mark.parametrize("document", [b"", b"[]", b'{"targets": 1}', b"\xff"])
def test_what_is_no_document_is_refused(document: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        decode_health(document, AT)


def test_not_a_number_is_never_published() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        encode_health(PublishedHealth(AT, {"tgt_a": TargetHealth(ttft_p50_ms=float("nan"))}))


@pytest.mark.parametrize(
    ("age", "is_current"),
    [
        (0.0, True),
        (HEALTH_SECONDS - 0.1, True),
        (HEALTH_SECONDS, False),
        (3600.0, False),
        (-CLOCK_DIFFERENCE_SECONDS, True),
        (-CLOCK_DIFFERENCE_SECONDS - 0.1, False),
    ],
)
def test_health_counts_while_it_is_young(age: float, is_current: bool) -> None:
    health = PublishedHealth(AT)
    assert current_health(health, AT.timestamp() + age) is (health if is_current else None)
    assert current_health(None, AT.timestamp()) is None
