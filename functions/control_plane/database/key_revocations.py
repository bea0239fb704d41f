"""Record which revocations the key service has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient

from functions.control_plane.database.call import call_void_function


async def confirm_revocations(database: AsyncPostgrestClient, key_ids: Sequence[UUID]) -> None:
    """Record that the key service has the revocations of these keys.

    The policy snapshot names a revoked key until then, and some minutes more.
    """
    arguments: dict[str, Any] = {"p_ids": [str(key_id) for key_id in key_ids]}
    await call_void_function(database, "confirm_revocations", arguments)
