"""Two weeks of requests as a small product makes them, for the demo account: so that charts show something.

Pure: the same organisation and the same end give the same requests, so recording them twice records nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.web.ids import request_id_from

DAYS = 14
WEBSITE, NIGHTLY = "Website", "Nightly evaluation"
"""Names of the keys that made the requests: one answers people by day, one works through a list at night."""

_MODELS = {"oss-20b": (0.56, 160, 95), "oss-120b": (0.26, 290, 55), "gemma-4-26b": (0.12, 210, 70)}
"""Alias → share of the requests, usual milliseconds to the first token, tokens per second."""

_LAST_MODEL = ("qwen-3.5-9b", 120, 120)
_ROUTES = ["/v1/chat/completions"] * 7 + ["/v1/messages"] * 3
_BAD_DAY = 5
"""Days before the end: an afternoon on which one router kept failing."""


def demo_events(organization_id: str, key_ids: Mapping[str, str], end: datetime) -> list[dict[str, Any]]:
    """Return what the gateway would have told of these requests, oldest first; ``key_ids`` by key name."""
    dice = random.Random(organization_id)  # noqa: S311 (nothing is kept secret by it)
    moments = sorted((at, name) for name in (WEBSITE, NIGHTLY) for at in _moments(dice, name, end))
    return [
        event
        for at, name in moments
        for event in _request(dice, at, {"organization_id": organization_id, "key_id": key_ids[name]}, end)
    ]


def _moments(dice: random.Random, name: str, end: datetime) -> Iterator[datetime]:
    today = end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for back in range(DAYS, -1, -1):
        day = today - timedelta(days=back)
        growth = 1.3 - 0.6 * back / DAYS
        if name == NIGHTLY:
            count, first, spread = round(14 * growth), 2.0, 1.2
        else:
            weekend = 0.35 if day.weekday() >= 5 else 1.0
            count, first, spread = round(52 * growth * weekend * dice.uniform(0.8, 1.2)), 7.0, 14.0
        for _ in range(count):
            at = day + timedelta(hours=first + spread * dice.betavariate(2.2, 2.4))
            if at < end - timedelta(minutes=15):
                yield at


def _request(
    dice: random.Random, at: datetime, whose: dict[str, str], end: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    model, first_token_ms, pace = _model(dice)
    ending, status, code = _ending(dice, at, end)
    prompt = round(dice.lognormvariate(5.6, 0.8))
    written = 0 if ending == "failed_before_first_byte" else max(1, round(dice.lognormvariate(5.0, 0.8)))
    ttft = first_token_ms * dice.lognormvariate(0, 0.35) + prompt * 0.05
    told = {
        **whose,
        "request_id": request_id_from(int(at.timestamp() * 1000), dice.getrandbits(80)),
        "model": model,
        "pool": model,
        "route": dice.choice(_ROUTES),
        "stream": dice.random() < 0.8,
        "admitted_at": at.isoformat(),
        "prompt_tokens": prompt,
    }
    latency = ttft + 1000 * written / pace
    admitted = {**told, "kind": "admitted", "deadline_at": (at + timedelta(minutes=10)).isoformat()}
    settled = {
        **told,
        "kind": "settled",
        "settled_at": (at + timedelta(milliseconds=latency)).isoformat(),
        "ending": ending,
        "status": status,
        "error_code": code,
        "completion_tokens": written,
        "token_source": "router",
        "ttft_ms": round(ttft, 1) if written else None,
        "latency_ms": round(latency, 1),
        "attempts": 1 if ending == "ok" else 2,
    }
    return admitted, settled


def _model(dice: random.Random) -> tuple[str, int, int]:
    at = dice.random()
    for alias, (share, first_token_ms, pace) in _MODELS.items():
        if at < share:
            return alias, first_token_ms, pace
        at -= share
    return _LAST_MODEL


def _ending(dice: random.Random, at: datetime, end: datetime) -> tuple[str, int, str | None]:
    is_bad = (end.date() - at.date()).days == _BAD_DAY and 13 <= at.hour < 16
    at_all = dice.random()
    if at_all < (0.4 if is_bad else 0.008):
        return "failed_before_first_byte", 502, "router_unreachable"
    if at_all < (0.45 if is_bad else 0.012):
        return "failed_after_first_byte", 200, "stream_interrupted"
    if at_all > 0.975:
        return "cancelled", 200, None
    return "ok", 200, None
