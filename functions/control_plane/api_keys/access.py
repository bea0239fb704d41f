"""Checks before an API key is changed, rotated or revoked."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
from functions.control_plane.auth.identification import Caller
from portal.errors import Conflict, NotPermitted, ResourceNotFound


async def get_manageable_key(repository: ApiKeyRepository, caller: Caller, key_id: UUID) -> ApiKeyRow:
    """Return a key that the caller may manage.

    Raises ResourceNotFound, NotPermitted (a member may manage only keys that they created).
    """
    row = await repository.find(caller.organization_id, key_id)
    if row is None:
        raise ResourceNotFound("The API key does not exist.", param="key_id")
    if caller.membership.role == "member" and row.created_by != caller.account.id:
        raise NotPermitted(
            "Members can change and revoke only API keys that they created themselves.",
            hint="Ask an owner or admin of the organisation.",
        )
    return row


def require_valid(row: ApiKeyRow) -> None:
    """Raise Conflict if the key is revoked or has expired."""
    if row.status == "revoked" or row.has_expired(datetime.now(UTC)):
        raise key_not_valid()


def key_not_valid() -> Conflict:
    """Return the error for a key that is revoked or has expired."""
    return Conflict(
        "The API key is revoked or has expired, which cannot be undone.", hint="Create another key."
    )
