"""Two weeks of requests of the demo account, so that charts and lists are not empty.

Pure: the same organisation and end give the same requests, so recording them again adds nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.web.ids import request_id_from

DAYS = 14
WEBSITE, NIGHTLY = "Website", "Nightly evaluation"
"""Names of the API keys: one serves people by day, the other evaluates a data set by night."""

_MODELS = {"oss-20b": (0.56, 160, 95), "oss-120b": (0.26, 290, 55), "gemma-4-26b": (0.12, 210, 70)}
"""Alias → share of the requests, median TTFT in milliseconds, tokens per second."""

_LAST_MODEL = ("qwen-3.5-9b", 120, 120)
_ROUTES = ["/v1/chat/completions"] * 7 + ["/v1/messages"] * 3
_OUTAGE_DAYS_BACK = 5
"""On this day before the end, a router fails often between 13:00 and 16:00 UTC."""


def demo_events(organization_id: str, key_ids: Mapping[str, str], end: datetime) -> list[dict[str, Any]]:
    """Return the usage events that the gateway would have sent until ``end``, oldest first.

    ``key_ids`` holds the id of each API key by its name.
    """
    rng = random.Random(organization_id)  # noqa: S311 (not for secrets)
    admissions = sorted((at, name) for name in (WEBSITE, NIGHTLY) for at in _admission_times(rng, name, end))
    return [
        event
        for at, name in admissions
        for event in _request(rng, at, {"organization_id": organization_id, "key_id": key_ids[name]}, end)
    ]


def _admission_times(rng: random.Random, name: str, end: datetime) -> Iterator[datetime]:
    today = end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for days_back in range(DAYS, -1, -1):
        day = today - timedelta(days=days_back)
        growth = 1.3 - 0.6 * days_back / DAYS
        if name == NIGHTLY:
            count, first_hour, hours = round(14 * growth), 2.0, 1.2
        else:
            weekend = 0.35 if day.weekday() >= 5 else 1.0
            count, first_hour, hours = round(52 * growth * weekend * rng.uniform(0.8, 1.2)), 7.0, 14.0
        for _ in range(count):
            at = day + timedelta(hours=first_hour + hours * rng.betavariate(2.2, 2.4))
            if at < end - timedelta(minutes=15):
                yield at


def _request(
    rng: random.Random, at: datetime, owner: dict[str, str], end: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the events ``admitted`` and ``settled`` of one request."""
    model, median_ttft_ms, tokens_per_second = _model(rng)
    outcome, status, code = _outcome(rng, at, end)
    prompt_tokens = round(rng.lognormvariate(5.6, 0.8))
    completion_tokens = 0
    if outcome != "failed_before_first_byte":
        completion_tokens = max(1, round(rng.lognormvariate(5.0, 0.8)))
    ttft_ms = median_ttft_ms * rng.lognormvariate(0, 0.35) + prompt_tokens * 0.05
    common = {
        **owner,
        "request_id": request_id_from(int(at.timestamp() * 1000), rng.getrandbits(80)),
        "model": model,
        "pool": model,
        "route": rng.choice(_ROUTES),
        "stream": rng.random() < 0.8,
        "admitted_at": at.isoformat(),
        "database_time": at.isoformat(),
        "prompt_tokens": prompt_tokens,
    }
    latency_ms = ttft_ms + 1000 * completion_tokens / tokens_per_second
    admitted = {**common, "kind": "admitted", "deadline_seconds": 660}
    settled = {
        **common,
        "kind": "settled",
        "settled_at": (at + timedelta(milliseconds=latency_ms)).isoformat(),
        "outcome": outcome,
        "status": status,
        "error_code": code,
        "completion_tokens": completion_tokens,
        "token_source": "router",
        "ttft_ms": round(ttft_ms, 1) if completion_tokens else None,
        "latency_ms": round(latency_ms, 1),
        "attempts": 1 if outcome == "ok" else 2,
    }
    return admitted, settled


def _model(rng: random.Random) -> tuple[str, int, int]:
    draw = rng.random()
    for alias, (share, median_ttft_ms, tokens_per_second) in _MODELS.items():
        if draw < share:
            return alias, median_ttft_ms, tokens_per_second
        draw -= share
    return _LAST_MODEL


def _outcome(rng: random.Random, at: datetime, end: datetime) -> tuple[str, int, str | None]:
    """Return how the request ended, its status and its error code."""
    is_outage = (end.date() - at.date()).days == _OUTAGE_DAYS_BACK and 13 <= at.hour < 16
    draw = rng.random()
    if draw < (0.4 if is_outage else 0.008):
        return "failed_before_first_byte", 502, "router_unreachable"
    if draw < (0.45 if is_outage else 0.012):
        return "failed_after_first_byte", 200, "stream_interrupted"
    if draw > 0.975:
        return "client_disconnected", 200, None
    return "ok", 200, None
