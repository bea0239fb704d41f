"""Appoint and dismiss operators, directly in the database: the first operator cannot use the admin API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx

from local.cli.admin.api import http_client, response_body
from local.cli.admin.call import AdminFailed
from local.cli.database_access import database_access
from local.stack.settings import LocalSettings
from local.stack.state import State


def set_operator(
    user: str, reason: str, settings: LocalSettings, state: State, *, is_admin: bool
) -> dict[str, Any]:
    """Give a user the operator role, or remove it. ``user`` is an id or an e-mail address.

    Raises NoDatabaseAccess, and AdminFailed, also if the address is that of no user or of several.
    """
    database = database_access(settings, state)
    url, key = database.url, database.secret_key
    with http_client(settings) as client:
        user_id = _id_of(client, url, key, user) if "@" in user else _id(user)
        response = client.post(
            f"{url}/rest/v1/rpc/set_platform_admin",
            json={"p_user_id": user_id, "p_is_admin": is_admin, "p_actor": "system", "p_reason": reason},
            headers={"apikey": key, "authorization": f"Bearer {key}"},
        )
        result = response_body(response)
    if result.get("outcome") != "done":
        raise AdminFailed("No user has this id.")
    return {"user_id": user_id, "platform_admin": is_admin}


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise AdminFailed(f"{text} is neither the id nor the e-mail address of a user.") from None


def _id_of(client: httpx.Client, url: str, key: str, address: str) -> str:
    response = client.get(
        f"{url}/rest/v1/users",
        params={"select": "id,email", "email": f"ilike.{_escaped(address)}", "erased_at": "is.null"},
        headers={"apikey": key, "authorization": f"Bearer {key}"},
    )
    found = [row["id"] for row in response_body(response) if row["email"].lower() == address.lower()]
    if len(found) != 1:
        raise AdminFailed(
            f"{'No' if not found else len(found)} users have the address {address}. "
            + ("Sign in to the portal with it first." if not found else "Name one by its id.")
        )
    return str(found[0])


def _escaped(address: str) -> str:
    """Return ``address`` without the wildcards of ``ilike``; what matches too much is dropped afterwards."""
    return address.replace("%", "_").replace("*", "_").replace("\\", "_")
