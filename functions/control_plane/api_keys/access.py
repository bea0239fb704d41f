"""Checks before an API key is changed, rotated or revoked."""

from __future__ import annotations

from uuid import UUID

from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
from functions.control_plane.auth.identification import Caller
from portal.errors import NotPermitted, ResourceNotFound


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
