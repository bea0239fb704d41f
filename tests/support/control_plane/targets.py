"""Targets in the portal's database, as the pool monitor writes them."""

from __future__ import annotations

import uuid
from typing import Any

from tests.support.control_plane.portal import Portal
from tests.support.database.pools import configured_target


async def configure_targets(portal: Portal, *sessions: int | None) -> list[dict[str, Any]]:
    """Configure a new router with ``sessions``, and nothing else; return its targets."""
    url = f"http://{uuid.uuid4().hex}:5010"
    targets = [configured_target(url, session=session) for session in sessions or (None,)]
    await portal.rpc("sync_router_targets", p_targets=targets)
    return targets
