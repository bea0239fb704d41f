"""Functions that decide answer ``{"outcome": ...}``; a refusal among the outcomes becomes an error."""

from __future__ import annotations

from typing import Any

from postgrest import AsyncPostgrestClient

from functions.control_plane.database.call import rows_of
from portal.errors import (
    Conflict,
    InternalError,
    LastOwner,
    NotPermitted,
    OrganizationSuspended,
    PortalError,
    ResourceNotFound,
    TooMany,
)

DONE = "done"


def _refusals() -> dict[str, PortalError]:
    return {
        "not_found": ResourceNotFound("There is no such thing, or it is not yours."),
        "not_permitted": NotPermitted(
            "Your role in the organisation does not allow this.",
            hint="Ask an owner or admin of the organisation.",
        ),
        "last_owner": LastOwner(
            "An organisation needs an owner, and this is the only one.",
            hint="Make another member an owner first.",
        ),
        "personal": Conflict(
            "This organisation is one person's own and takes no members.",
            hint="Make an organisation for your team with POST /portal/organizations.",
        ),
        "suspended": OrganizationSuspended("The organisation is suspended.", hint="Write to support."),
        "already_member": Conflict("This address belongs to a member already."),
        "too_many": TooMany(
            "There are as many of these as there may be.", hint="Remove one that is no longer needed."
        ),
        "other_address": NotPermitted(
            "This invitation is for another address.", hint="Sign in with the address that was invited."
        ),
        "used_otherwise": Conflict(
            "This idempotency key was used for something else.", hint="Use a new key for each new action."
        ),
        "revoked": Conflict("The key is revoked, and a revoked key stays so.", hint="Make another key."),
        "owns_teams": LastOwner(
            "You are the only owner of an organisation that has other members.",
            hint="Make another member an owner, or remove the members first.",
        ),
    }


async def decided(database: AsyncPostgrestClient, function: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Call ``function`` and return its answer where it did what was asked, else raise why not."""
    answer = await rows_of(database.rpc(function, arguments))
    outcome = answer.get("outcome") if isinstance(answer, dict) else None
    if outcome == DONE:
        return dict(answer)
    raise _refusals().get(str(outcome)) or InternalError("Something went wrong on our side.")
