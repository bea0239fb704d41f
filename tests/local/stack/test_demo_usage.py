"""The usage of the demo account."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from local.stack.demo.usage import DAYS, NIGHTLY, WEBSITE, demo_events
from local.stack.function_environment import SESSIONS

END = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
KEYS = {WEBSITE: "key-1", NIGHTLY: "key-2"}
EVENTS = demo_events("organization", KEYS, END)


def test_events_depend_only_on_organization_and_end() -> None:
    assert demo_events("organization", KEYS, END) == EVENTS
    other = {event["request_id"] for event in demo_events("another", KEYS, END)}
    assert not other & {event["request_id"] for event in EVENTS}


def test_events_fill_two_weeks_before_the_end() -> None:
    moments = [datetime.fromisoformat(event["admitted_at"]) for event in EVENTS]
    assert moments == sorted(moments)
    assert moments[-1] < END
    assert {moment.date() for moment in moments} == {
        END.date() - timedelta(days=back) for back in range(DAYS + 1)
    }
    settled = [datetime.fromisoformat(event["settled_at"]) for event in EVENTS if event["kind"] == "settled"]
    assert max(settled) < END


def test_each_request_is_admitted_and_settled_once() -> None:
    kinds = Counter((event["request_id"], event["kind"]) for event in EVENTS)
    ids = {request_id for request_id, _ in kinds}
    assert len(ids) > 500
    assert kinds == Counter((request_id, kind) for request_id in ids for kind in ("admitted", "settled"))


def test_all_models_keys_and_outcomes_occur() -> None:
    settled = [event for event in EVENTS if event["kind"] == "settled"]
    assert {event["model"] for event in settled} == set(SESSIONS)
    assert {event["key_id"] for event in settled} == set(KEYS.values())
    outcomes = Counter(event["outcome"] for event in settled)
    assert outcomes["ok"] > 0.9 * len(settled)
    assert outcomes.keys() == {
        "ok",
        "client_disconnected",
        "failed_before_first_byte",
        "failed_after_first_byte",
    }
