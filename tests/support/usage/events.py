"""Usage events as the gateway records them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from portal.usage import Admitted, Outcome, Refused, Settled

ORGANIZATION = "5b1e4f3a-50a6-4c5e-8f43-0c1a6ad0a001"
KEY = "5b1e4f3a-50a6-4c5e-8f43-0c1a6ad0b001"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def admitted(
    request_id: str = "req_0001",
    *,
    key_id: str = KEY,
    organization_id: str = ORGANIZATION,
    model: str = "oss-20b",
) -> Admitted:
    return Admitted(
        request_id=request_id,
        organization_id=organization_id,
        key_id=key_id,
        model=model,
        pool="oss-20b",
        route="/v1/chat/completions",
        stream=True,
        admitted_at=NOON,
        deadline_seconds=660,
        prompt_tokens=12,
    )


def settled(
    request_id: str = "req_0001",
    *,
    key_id: str = KEY,
    organization_id: str = ORGANIZATION,
    outcome: Outcome = "ok",
) -> Settled:
    return Settled(
        request_id=request_id,
        organization_id=organization_id,
        key_id=key_id,
        model="oss-20b",
        pool="oss-20b",
        route="/v1/chat/completions",
        stream=True,
        admitted_at=NOON,
        settled_at=NOON + timedelta(seconds=1),
        outcome=outcome,
        status=200,
        prompt_tokens=12,
        completion_tokens=64,
        token_source="router",
        ttft_ms=1.25,
        latency_ms=1000.5,
    )


def refused(
    request_id: str = "req_0001",
    *,
    key_id: str = KEY,
    at: datetime = NOON,
    error_code: str = "rate_limit_exceeded",
    model: str | None = "oss-20b",
) -> Refused:
    return Refused(
        request_id=request_id,
        organization_id=ORGANIZATION,
        key_id=key_id,
        refused_at=at,
        status=429,
        error_code=error_code,
        route="/v1/chat/completions",
        model=model,
    )
