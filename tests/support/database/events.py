"""Usage events as the gateway sends them, in the JSON of ``portal.usage``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from portal.usage import Admitted, AttemptedTarget, Outcome, Refused, Settled
from portal.web.ids import new_request_id
from tests.support.database.tenant import Tenant

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def _as_json(event: Admitted | Settled | Refused) -> dict[str, Any]:
    sent: dict[str, Any] = orjson.loads(orjson.dumps(event))
    return sent


def admitted(
    tenant: Tenant,
    request_id: str | None = None,
    *,
    at: datetime = NOON,
    database_time: datetime | None = None,
    model: str = "oss-20b",
    max_tokens: int | None = None,
) -> dict[str, Any]:
    """Return the admitted event of a request. ``at`` is by the clock of its gateway."""
    return _as_json(
        Admitted(
            request_id=request_id or new_request_id(),
            organization_id=str(tenant.organization_id),
            key_id=str(tenant.key_id),
            model=model,
            pool=model,
            route="/v1/chat/completions",
            stream=True,
            admitted_at=at,
            database_time=database_time,
            deadline_seconds=660,
            prompt_tokens=9,
            max_tokens=max_tokens,
        )
    )


def settled(
    tenant: Tenant,
    request_id: str | None = None,
    *,
    at: datetime = NOON,
    database_time: datetime | None = None,
    model: str = "oss-20b",
    outcome: Outcome = "ok",
    prompt_tokens: int = 10,
    completion_tokens: int = 32,
    targets: Sequence[AttemptedTarget] = (),
) -> dict[str, Any]:
    """Return the settled event of a request that took 2 s."""
    failed = outcome not in {"ok", "client_disconnected"}
    return _as_json(
        Settled(
            request_id=request_id or new_request_id(),
            organization_id=str(tenant.organization_id),
            key_id=str(tenant.key_id),
            model=model,
            pool=model,
            route="/v1/chat/completions",
            stream=True,
            admitted_at=at,
            database_time=database_time,
            settled_at=at + timedelta(seconds=2),
            outcome=outcome,
            status=502 if failed else 200,
            error_code="router_error" if failed else None,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            token_source="router",
            estimated_tokens=40,
            ttft_ms=None if outcome == "failed_before_first_byte" else 120.5,
            latency_ms=2000.0,
            attempts=max(1, len(targets)),
            targets=list(targets),
        )
    )


def refused(
    tenant: Tenant,
    request_id: str | None = None,
    *,
    at: datetime | None = None,
    status: int = 429,
    error_code: str = "rate_limit_exceeded",
    model: str | None = "oss-20b",
    error_param: str | None = None,
    count: int = 1,
) -> dict[str, Any]:
    """Return the event of a refused request, by default of now: old refusals are not recorded."""
    return _as_json(
        Refused(
            request_id=request_id or new_request_id(),
            organization_id=str(tenant.organization_id),
            key_id=str(tenant.key_id),
            refused_at=at or datetime.now(UTC),
            status=status,
            error_code=error_code,
            error_param=error_param,
            route="/v1/chat/completions",
            model=model,
            stream=True,
            count=count,
        )
    )


def request_events(tenant: Tenant, request_id: str | None = None, **settling: Any) -> list[dict[str, Any]]:
    """Return the admitted and the settled event of one request. ``settling``: arguments of ``settled``."""
    request_id = request_id or new_request_id()
    shared = {name: settling[name] for name in ("at", "database_time", "model") if name in settling}
    return [
        admitted(tenant, request_id, **shared),
        settled(tenant, request_id, **settling),
    ]
