"""Answers by which the database refuses us and not the request: our token, our key, our role.

For a caller that is an outage, until an operator has done what the log line says.
"""

from __future__ import annotations

import logging
import re

from postgrest import APIError

from portal.database.role_token import RENEWAL

log = logging.getLogger(__name__)

SQLSTATE_CHARACTERS = 5
_REFUSED_TOKENS = frozenset({"PGRST300", "PGRST301", "PGRST302", "PGRST303"})
_NOT_PERMITTED = "42501"
_INVALID_PARAMETER = "22023"
_UNKNOWN_ROLE = re.compile(r'role "\w+" does not exist')
_INVALID_KEY = "Invalid API key"

_MIGRATIONS = "Apply supabase/migrations to the project: they create the roles and their privileges."


def log_refused_access(error: APIError) -> bool:
    """Return whether ``error`` refuses our access to the database; then also log what to do.

    Source: docs/protocols/supabase.md, "PostgREST errors".
    """
    code, message = str(error.code or ""), str(error.message or "")
    is_of_postgrest = len(code) == SQLSTATE_CHARACTERS or code.startswith("PGRST")
    if code in _REFUSED_TOKENS:
        log.error("database.token_refused: %s", RENEWAL, extra={"code": code})
    elif code == _NOT_PERMITTED:
        log.error("database.not_permitted: %s", _MIGRATIONS, extra={"code": code})
    elif code == _INVALID_PARAMETER and _UNKNOWN_ROLE.fullmatch(message):
        log.error("database.unknown_role: %s", _MIGRATIONS, extra={"code": code})
    elif not is_of_postgrest and _INVALID_KEY in f"{message} {error.details}":
        log.error(
            "database.key_refused: PORTAL_SUPABASE_PUBLISHABLE_KEY is no key of this project.",
            extra={"code": code},
        )
    else:
        return False
    return True
