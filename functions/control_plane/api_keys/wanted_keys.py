"""Keys as our database has them, for comparing the key service with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.database.call import answer_of, rows_of
from functions.control_plane.database.timestamp import Timestamp
from portal.keys import KeyState
from portal.keys.records import KeyStatus
from portal.limits import Limit


class WantedKey(BaseModel):
    """What a key should be. ``limits`` are the plan's, of both scopes."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    organization_id: UUID
    issued: bool
    issuer_key_id: str | None
    name: str
    status: KeyStatus
    models: frozenset[str] | None
    expires_at: Timestamp | None
    requests_per_minute: int | None
    plan: str
    limits: tuple[Limit, ...]

    @property
    def state(self) -> KeyState:
        return KeyState(
            name=self.name,
            limits=self.limits,
            models=self.models,
            expires_at=self.expires_at,
            enabled=self.status == "active",
            own_per_minute=self.requests_per_minute,
        )


_WANTED = TypeAdapter(list[WantedKey])


class KeptKeyRows:
    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def wanted(self, key_ids: Iterable[str]) -> dict[str, WantedKey]:
        """Return what there is of ``key_ids``, by id. Texts that are no ids are nobody's."""
        ids = [key_id for key_id in key_ids if _is_uuid(key_id)]
        if not ids:
            return {}
        arguments: dict[str, Any] = {"p_ids": ids}
        rows = await rows_of(self._database.rpc("keys_to_reconcile", arguments))
        return {str(row.id): row for row in _WANTED.validate_python(rows)}

    async def compared(self, began_at: datetime) -> None:
        """Note that the key service has been told all that was written before ``began_at``."""
        await answer_of(self._database.rpc("keys_compared", {"p_began_at": began_at.isoformat()}))

    async def sweep(self, before: datetime) -> int:
        """Delete rows of keys whose making began before and never ended; return how many."""
        answer = await rows_of(self._database.rpc("sweep_unissued_keys", {"p_before": before.isoformat()}))
        return int(answer["swept"])


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
