"""How an operator's command reaches the database: with the secret key, past row-level security."""

from __future__ import annotations

from dataclasses import dataclass, field

from local.stack.settings import LocalSettings
from local.stack.state import State


class NoDatabaseAccess(RuntimeError):
    """No database is named, or no key of it. The message says what to do."""


@dataclass(frozen=True, slots=True)
class DatabaseAccess:
    url: str
    secret_key: str = field(repr=False)


def database_access(settings: LocalSettings, state: State) -> DatabaseAccess:
    """Return the access to the Supabase project of the settings, else to that of the running `make dev`.

    It needs no other setting of the project than its URL and secret key. Raises NoDatabaseAccess.
    """
    if settings.supabase_url is not None:
        return DatabaseAccess(settings.project_url, settings.project_key("supabase_secret_key"))
    access = state.access()
    if access is None:
        raise NoDatabaseAccess("Set PORTAL_SUPABASE_URL and PORTAL_SUPABASE_SECRET_KEY, or start `make dev`.")
    return DatabaseAccess(access.supabase_url, state.secrets().supabase_secret_key)
