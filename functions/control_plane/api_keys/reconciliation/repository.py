"""Keys as our database has them, to compare the key service with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.database.call import call_void_function, fetch_data
from functions.control_plane.database.key_revocations import confirm_revocations
from functions.control_plane.database.timestamp import Timestamp
from portal.keys import KeyState
from portal.keys.records import KeyStatus
from portal.limits import Limit


class ExpectedKey(BaseModel):
    """What a key at the key service should be. ``limits`` are the plan's, of both scopes."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    organization_id: UUID
    allowance_id: UUID
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
            organization_id=str(self.organization_id),
            allowance_id=str(self.allowance_id),
            plan=self.plan,
            limits=self.limits,
            models=self.models,
            expires_at=self.expires_at,
            enabled=self.status == "active",
            requests_per_minute=self.requests_per_minute,
        )


_EXPECTED_KEYS = TypeAdapter(list[ExpectedKey])


class KeyReconciliationRepository:
    """Functions of the database for the reconciliation."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def expected_keys(self, key_ids: Iterable[str]) -> dict[str, ExpectedKey]:
        """Return the keys with ``key_ids`` that exist, by id. Ids that are not UUIDs match no key."""
        ids = [key_id for key_id in key_ids if _is_uuid(key_id)]
        if not ids:
            return {}
        arguments: dict[str, Any] = {"p_ids": ids}
        rows = await fetch_data(self._database.rpc("keys_to_reconcile", arguments))
        return {str(row.id): row for row in _EXPECTED_KEYS.validate_python(rows)}

    async def expected_keys_of(self, organization_id: UUID) -> list[ExpectedKey]:
        """Return the issued keys of an organisation that are neither revoked nor expired."""
        now = datetime.now(UTC).isoformat()
        query = (
            self._database.table("api_keys")
            .select("id")
            .eq("organization_id", str(organization_id))
            .neq("status", "revoked")
            .or_(f"expires_at.is.null,expires_at.gt.{now}")
        )
        rows: Any = await fetch_data(query)
        expected = await self.expected_keys(row["id"] for row in rows)
        return [key for key in expected.values() if key.issued]

    async def start_comparison(self) -> datetime:
        """Return the present time by the clock of the database, which dates the changes of keys."""
        started_at = await fetch_data(self._database.rpc("start_key_comparison", {}))
        return datetime.fromisoformat(started_at)

    async def confirm_revocations(self, key_ids: Sequence[UUID]) -> None:
        """Record that the key service has the revocations of these keys."""
        await confirm_revocations(self._database, key_ids)

    async def record_comparison(self, started_at: datetime) -> None:
        """Record that the key service has every change that was written before ``started_at``."""
        arguments = {"p_started_at": started_at.isoformat()}
        await call_void_function(self._database, "record_key_comparison", arguments)

    async def delete_unissued(self, before: datetime) -> int:
        """Delete rows of keys created before ``before`` and never issued; return their number."""
        arguments = {"p_before": before.isoformat()}
        result = await fetch_data(self._database.rpc("delete_unissued_keys", arguments))
        return int(result["deleted"])


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
