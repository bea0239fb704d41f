"""The role tokens of the functions that run on this machine."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from local.stack.settings import LocalSettings
from local.stack.state import Secrets
from local.supabase.role_tokens import embedded_role_tokens

_TOKENS = TypeAdapter(dict[str, str])


class NoRoleTokens(RuntimeError):
    """The file of the tokens is not named, missing, or something else. The message says what to do."""


def role_tokens(settings: LocalSettings, secrets: Secrets) -> dict[str, str]:
    """Return role → token for the Supabase project of the settings, else for the embedded one.

    Raises NoRoleTokens.
    """
    if settings.supabase_url is None:
        return embedded_role_tokens(secrets.jwt_secret)
    if settings.supabase_role_tokens is None:
        raise NoRoleTokens("PORTAL_SUPABASE_URL is set, so PORTAL_SUPABASE_ROLE_TOKENS must be set too.")
    return _read(settings.supabase_role_tokens)


def _read(file: Path) -> dict[str, str]:
    try:
        return _TOKENS.validate_json(file.read_bytes())
    except (OSError, ValidationError):
        raise NoRoleTokens(
            f"PORTAL_SUPABASE_ROLE_TOKENS: {file} is no file that `python -m local database-tokens` wrote."
        ) from None
