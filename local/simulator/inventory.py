"""Status and inventory of a router (docs/protocols/cortensor-router.md, "Status and inventory"). Pure."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

SESSIONS: Sequence[int] = (11, 12, 21, 22, 31, 41)
"""The sessions of a simulator to which none are given."""

_MINERS = {f"0x{index:040x}": {"model": "simulated-model", "node_type": "dedicated"} for index in range(1, 5)}
_COUNTS = {"dedicated_count": len(_MINERS), "ephemeral_count": 0, "total_count": len(_MINERS)}


def info(sessions: Sequence[int]) -> dict[str, Any]:
    return {
        "name": "router-simulator",
        "version": "0.1.0",
        "address": f"0x{0:040x}",
        "ip_address": "127.0.0.1",
        "active_sessions": len(sessions),
        "total_sessions": len(sessions),
        "node_stats": _COUNTS,
    }


def status(started: float, sessions: Sequence[int] = SESSIONS, *, no_miners: bool = False) -> dict[str, Any]:
    return {
        "active_sessions": len(sessions),
        "connected_miners": 0 if no_miners else len(_MINERS),
        "cpu_usage": 0.0,
        "memory_usage": 0.0,
        "uptime": int(time.monotonic() - started),
    }


def miners() -> dict[str, Any]:
    return {"nodes": _MINERS, "stats": _COUNTS}


def session(session_id: int) -> dict[str, Any]:
    return {
        "id": str(session_id),
        "active": True,
        "owner": f"0x{0:040x}",
        "miners_count": len(_MINERS),
        "created_at": 0,
        "updated_at": 0,
    }


def listing(sessions: Sequence[int]) -> dict[str, Any]:
    return {"count": len(sessions), "sessions": [session(session_id) for session_id in sessions]}
