"""What the pool monitor writes to the database: configured targets, and minutes of health."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from psycopg.types.json import Jsonb

from portal.pools.target_ids import normalised_url, router_id, target_id
from scripts.database.postgres import Connection
from tests.support.database.tenant import call

ALIAS = "qwen-3.5-9b"
"""A model whose pool, ``qwen``, has another name."""


def configured_target(
    url: str = "http://10.0.0.7:8080",
    alias: str = ALIAS,
    session: int | None = None,
    configured_limit: int | None = None,
) -> dict[str, Any]:
    """Return one target for ``sync_router_targets``."""
    return {
        "id": target_id(alias, url, session),
        "alias": alias,
        "url": normalised_url(url),
        "router_id": router_id(url),
        "session": session,
        "configured_limit": configured_limit,
    }


def sync_targets(db: Connection, targets: Sequence[dict[str, Any]]) -> Any:
    """Call ``sync_router_targets``."""
    return call(db, "sync_router_targets", p_targets=Jsonb(list(targets)))


def set_target(db: Connection, id_: str, **changes: Any) -> Any:
    """Call ``set_target``."""
    return call(
        db,
        "set_target",
        p_id=id_,
        p_changes=Jsonb(changes),
        p_actor="ada",
        p_reason="a test",
        p_request_id="req_1",
    )


def health_minute(
    alias: str = ALIAS, target: str | None = None, at: datetime | None = None, **measured: Any
) -> dict[str, Any]:
    """Return one minute for ``record_pool_health``, by default of now and all of it up."""
    minute = (at or datetime.now(UTC)).replace(second=0, microsecond=0)
    report = {
        "alias": alias,
        "target": target,
        "minute": minute.isoformat(),
        "up_seconds": 60,
        "degraded_seconds": 0,
        "down_seconds": 0,
        "requests": 10,
        "failures": 0,
        "ttft_p50_ms": 300.0,
        "ttft_p95_ms": 400.0,
    }
    return report | measured


def record_health(db: Connection, minutes: Sequence[dict[str, Any]]) -> Any:
    """Call ``record_pool_health``."""
    return call(db, "record_pool_health", p_minutes=Jsonb(list(minutes)))
