"""Call database functions that return ``{"outcome": ...}`` and raise an error for every refusal."""

from __future__ import annotations

from typing import Any

from postgrest import AsyncPostgrestClient

from functions.control_plane.database.call import fetch_data
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    InternalError,
    InvalidRequest,
    LastOwner,
    NotPermitted,
    OrganizationSuspended,
    PortalError,
    ResourceNotFound,
    TooMany,
    Unavailable,
)

DONE = "done"


async def call_function(
    database: AsyncPostgrestClient, name: str, arguments: dict[str, Any]
) -> dict[str, Any]:
    """Call the function and return its result. Raises the error that its outcome stands for."""
    return require_done(await fetch_data(database.rpc(name, arguments)))


def require_done(result: Any) -> dict[str, Any]:
    """Return the result of a function. Raises the error that its outcome stands for.

    What has no outcome is no answer of the database: DatabaseUnavailable.
    """
    if not isinstance(result, dict) or "outcome" not in result:
        raise DatabaseUnavailable("The service's records cannot be reached right now.")
    outcome = result["outcome"]
    if outcome == DONE:
        return dict(result)
    raise _errors().get(str(outcome)) or InternalError("Something went wrong on our side.")


def _errors() -> dict[str, PortalError]:
    return {
        "not_found": ResourceNotFound("The resource does not exist, or you have no access to it."),
        "not_permitted": NotPermitted(
            "Your role in the organisation does not allow this.",
            hint="Ask an owner or admin of the organisation.",
        ),
        "last_owner": LastOwner(
            "An organisation needs an owner, and this is the only one.",
            hint="Make another member an owner first.",
        ),
        "personal": Conflict(
            "This is a personal organisation, which cannot have other members.",
            hint="Create an organisation for your team with POST /portal/organizations.",
        ),
        "suspended": OrganizationSuspended("The organisation is suspended.", hint="Contact support."),
        "already_member": Conflict("A member of the organisation already has this address."),
        "too_many": TooMany("The limit is reached.", hint="Remove one that is no longer needed."),
        "other_address": NotPermitted(
            "This invitation is for another address.", hint="Sign in with the address that was invited."
        ),
        "used_otherwise": Conflict(
            "This idempotency key was used for another action.", hint="Use a new key for each new action."
        ),
        "key_not_valid": Conflict(
            "The API key is revoked or has expired, which cannot be undone.", hint="Create another key."
        ),
        "rotated": Conflict(
            "This API key has been rotated already.", hint="Rotate the key that replaced it."
        ),
        "later_expiry": Conflict(
            "The API key was rotated: its expiry can be moved to an earlier time, never to a later one.",
            param="expires_at",
            hint="Use the key that replaced it.",
        ),
        "reservation_ended": Conflict("The API key took too long to create.", hint="Try again."),
        "too_many_blocked_keys": Unavailable(
            "API keys cannot be created right now.", hint="Try again in some minutes."
        ),
        "revoked": Conflict("The key is revoked, which cannot be undone.", hint="Create another key."),
        "not_draining": Conflict(
            "A deadline is part of a drain, and the target is not draining.",
            param="drain_deadline",
            hint="Set the state to draining with it.",
        ),
        "deadline_passed": InvalidRequest(
            "The deadline has passed.",
            param="drain_deadline",
            hint="Choose a later one, or disable the target.",
        ),
        "owns_teams": LastOwner(
            "You are the only owner of an organisation that has other members.",
            hint="Make another member an owner, or remove the members first.",
        ),
    }
