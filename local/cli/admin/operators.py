"""Appoint and dismiss operators, directly in the database: the first operator cannot use the admin API."""

from __future__ import annotations

from typing import Any

import httpx

from local.cli.admin.api import http_client, response_body
from local.cli.admin.call import AdminFailed
from local.stack.settings import LocalSettings
from local.stack.state import State


def set_operator(
    user: str, reason: str, settings: LocalSettings, state: State, *, is_admin: bool
) -> dict[str, Any]:
    """Give a user the operator role, or remove it. ``user`` is an id or an e-mail address.

    Raises AdminFailed, also if the address is that of no user or of several.
    """
    url, key = _database_access(settings, state)
    with http_client(settings) as client:
        user_id = _id_of(client, url, key, user) if "@" in user else user
        response = client.post(
            f"{url}/rest/v1/rpc/set_platform_admin",
            json={"p_user_id": user_id, "p_is_admin": is_admin, "p_actor": "system", "p_reason": reason},
            headers={"apikey": key, "authorization": f"Bearer {key}"},
        )
        result = response_body(response)
    if result.get("outcome") != "done":
        raise AdminFailed("No user has this id.")
    return {"user_id": user_id, "platform_admin": is_admin}


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


def _database_access(settings: LocalSettings, state: State) -> tuple[str, str]:
    """Return URL and secret key of the Supabase project of the settings, else of the embedded one."""
    settings.require_project_keys("supabase_secret_key")
    if settings.supabase_url is not None and settings.supabase_secret_key is not None:
        return str(settings.supabase_url).rstrip("/"), settings.supabase_secret_key.get_secret_value()
    access = state.access()
    if access is None:
        raise AdminFailed("Set PORTAL_SUPABASE_URL and PORTAL_SUPABASE_SECRET_KEY, or start `make dev`.")
    return access.supabase_url, state.secrets().supabase_secret_key
