"""Functions that share a process act as their own roles."""

from __future__ import annotations

import json

import jwt
import pytest

from local.supabase.role_tokens import VARIABLE, acting_as, embedded_role_tokens
from portal.database.roles import DatabaseRole

SETTING = "PORTAL_SUPABASE_ROLE_TOKEN"
SECRET = "a secret of at least 32 characters"


def test_embedded_tokens_name_a_role_and_nobody() -> None:
    tokens = embedded_role_tokens(SECRET)
    assert tokens.keys() == {str(role) for role in DatabaseRole}
    for role, token in tokens.items():
        claims = jwt.decode(token, SECRET, algorithms=["HS256"])
        assert claims.keys() == {"role", "iat", "exp"}
        assert claims["role"] == role


@pytest.mark.parametrize("before", [None, "a token"])
def test_token_is_set_while_a_function_is_imported(before: str | None) -> None:
    environ = {VARIABLE: json.dumps({"portal_gateway": "g", "portal_key_upkeep": "k"})}
    if before is not None:
        environ[SETTING] = before
    for role, token in ((DatabaseRole.GATEWAY, "g"), (DatabaseRole.KEY_UPKEEP, "k")):
        with acting_as(role, environ):
            assert environ[SETTING] == token
        assert environ.get(SETTING) == before
