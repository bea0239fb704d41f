"""Role tokens: minted with a key that the Supabase project trusts, and given to the function to import.

Claims and headers: docs/protocols/supabase.md, "Role tokens".
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import jwt

from portal.database.roles import DatabaseRole

VARIABLE = "LOCAL_ROLE_TOKENS"
"""Role → token, as JSON, of all functions that run in one process."""

_SETTING = "PORTAL_SUPABASE_ROLE_TOKEN"
_EMBEDDED_LIFETIME = timedelta(days=365)
"""Longer than anybody runs `make dev` without a restart, at which tokens are minted again."""


def mint_role_token(
    role: str, lifetime: timedelta, key: Any, algorithm: str, *, key_id: str | None = None
) -> str:
    """Return a token of ``role``, valid from now. ``key`` is what PyJWT signs with for ``algorithm``."""
    now = int(time.time())
    claims = {"role": str(role), "iat": now, "exp": now + int(lifetime.total_seconds())}
    headers = None if key_id is None else {"kid": key_id}
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers)


def embedded_role_tokens(jwt_secret: str) -> dict[str, str]:
    """Return a token of every role for the embedded server, which trusts ``jwt_secret``."""
    return {
        str(role): mint_role_token(role, _EMBEDDED_LIFETIME, jwt_secret, "HS256") for role in DatabaseRole
    }


@contextmanager
def acting_as(role: DatabaseRole, environ: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """Set the setting ``PORTAL_SUPABASE_ROLE_TOKEN`` to the token of ``role`` in ``VARIABLE``, for a while.

    Entries of functions read their settings when they are imported. On one machine several of them share a
    process, and each acts as its own role.
    """
    tokens: Mapping[str, str] = json.loads(environ[VARIABLE])
    before = environ.get(_SETTING)
    environ[_SETTING] = tokens[role]
    try:
        yield
    finally:
        if before is None:
            del environ[_SETTING]
        else:
            environ[_SETTING] = before
