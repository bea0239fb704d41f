"""Changes of API keys in the database.

Each is one function, which decides under a lock on the organisation, writes, and adds the audit entry: of
concurrent calls exactly as many pass as the limit allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient, ReturnMethod

from functions.control_plane.api_keys.repository import ApiKeyRow
from functions.control_plane.database.call import execute, fetch_data
from functions.control_plane.database.key_revocations import confirm_revocations
from functions.control_plane.database.outcome import call_function, require_done
from portal.errors import TooManyKeys
from portal.keys import IssuedKey, NewKey


@dataclass(frozen=True, slots=True)
class KeyRotation:
    """The key that a new one replaces, and how long it works on."""

    old_id: UUID
    grace: timedelta


@dataclass(frozen=True, slots=True)
class CompletedKey:
    """A key that works now, and the one that it replaces."""

    row: ApiKeyRow
    replaced: ApiKeyRow | None


class ApiKeyWrites:
    """Functions of the database that change ``api_keys``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def reserve(
        self, new: NewKey, created_by: UUID, issuer: str, *, max_keys: int, replaces: UUID | None
    ) -> None:
        """Write the row of a key that is about to be issued.

        Raises TooManyKeys at ``max_keys``, OrganizationSuspended, Conflict (``replaces`` cannot be rotated),
        Unavailable (too many keys of all organisations were revoked a moment ago).
        """
        arguments: dict[str, Any] = {
            "p_id": new.key_id,
            "p_organization_id": new.organization_id,
            "p_user_id": str(created_by),
            "p_name": new.name,
            "p_models": None if new.models is None else sorted(new.models),
            "p_expires_at": None if new.expires_at is None else new.expires_at.isoformat(),
            "p_requests_per_minute": new.requests_per_minute,
            "p_issuer": issuer,
            "p_max_count": max_keys,
            "p_replaces": None if replaces is None else str(replaces),
        }
        result = await fetch_data(self._database.rpc("reserve_key", arguments))
        if isinstance(result, dict) and result.get("outcome") == "too_many_keys":
            raise TooManyKeys(
                f"The organisation has {result['used']} of {max_keys} keys (keys per organization).",
                hint="Revoke a key that is no longer used.",
            )
        require_done(result)

    async def complete(
        self, new: NewKey, issued: IssuedKey, rotation: KeyRotation | None, request_id: str
    ) -> CompletedKey:
        """Write what the key service returned; from then on the key works, and the replaced one expires.

        Raises Conflict (the reservation has ended, or the old key cannot be rotated any more),
        OrganizationSuspended.
        """
        arguments: dict[str, Any] = {
            "p_organization_id": new.organization_id,
            "p_id": new.key_id,
            "p_masked": issued.masked,
            "p_secret_hash": issued.secret_hash,
            "p_issuer_key_id": issued.issuer_key_id,
            "p_request_id": request_id,
        }
        if rotation is not None:
            arguments |= {
                "p_replaces": str(rotation.old_id),
                "p_grace_seconds": rotation.grace.total_seconds(),
            }
        result = await call_function(self._database, "complete_key", arguments)
        replaced = result["replaced"]
        return CompletedKey(
            ApiKeyRow.model_validate(result["key"]),
            None if replaced is None else ApiKeyRow.model_validate(replaced),
        )

    async def change(
        self, organization_id: UUID, key_id: UUID, changes: Mapping[str, Any], actor: UUID, request_id: str
    ) -> ApiKeyRow:
        """Change columns and return the row. Raises Conflict (revoked, expired, a later end of its grace)."""
        arguments = _arguments(organization_id, key_id, actor, request_id) | {"p_changes": dict(changes)}
        result = await call_function(self._database, "change_key", arguments)
        return ApiKeyRow.model_validate(result["key"])

    async def revoke(self, organization_id: UUID, key_id: UUID, actor: UUID, request_id: str) -> ApiKeyRow:
        """Revoke the key and return its row. Revoking it again changes nothing."""
        arguments = _arguments(organization_id, key_id, actor, request_id)
        return ApiKeyRow.model_validate((await call_function(self._database, "revoke_key", arguments))["key"])

    async def confirm_revocations(self, key_ids: Sequence[UUID]) -> None:
        """Record that the key service has the revocations of these keys."""
        await confirm_revocations(self._database, key_ids)

    async def discard(self, organization_id: UUID, key_id: UUID) -> None:
        """Revoke a key whose secret was never delivered, and undo the rotation that made it."""
        arguments = {"p_organization_id": str(organization_id), "p_id": str(key_id)}
        await call_function(self._database, "discard_key", arguments)

    async def delete(self, organization_id: UUID, key_id: UUID) -> None:
        """Delete the row of a key whose secret was never delivered."""
        query = (
            self._database.table("api_keys")
            .delete(returning=ReturnMethod.minimal)
            .eq("organization_id", str(organization_id))
            .eq("id", str(key_id))
        )
        await execute(query)


def _arguments(organization_id: UUID, key_id: UUID, actor: UUID, request_id: str) -> dict[str, Any]:
    return {
        "p_organization_id": str(organization_id),
        "p_id": str(key_id),
        "p_actor": str(actor),
        "p_request_id": request_id,
    }
