"""Refusals of our access are outages, and the log says what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from postgrest import APIError

from local.supabase.role_tokens import mint_role_token
from portal.database import connect, translated
from portal.database.refused_access import log_refused_access
from portal.errors import DatabaseUnavailable
from tests.support.database.supabase import SupabaseProject

_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "message", "line"),
    [
        ("PGRST301", "No suitable key or wrong key type", "database.token_refused: Make new tokens"),
        ("PGRST302", "Anonymous access is disabled", "database.token_refused: Make new tokens"),
        ("PGRST303", "JWT expired", "database.token_refused: Make new tokens"),
        ("42501", 'permission denied to set role "portal_x"', "database.not_permitted: Apply supabase/migra"),
        ("42501", "permission denied for function f", "database.not_permitted: Apply supabase/migrations"),
        ("22023", 'role "portal_gateway" does not exist', "database.unknown_role: Apply supabase/migrations"),
        (None, "Invalid API key", "database.key_refused: PORTAL_SUPABASE_PUBLISHABLE_KEY"),
    ],
)
def test_refusal_is_logged_with_what_to_do(
    caplog: pytest.LogCaptureFixture, code: str | None, message: str, line: str
) -> None:
    with pytest.raises(DatabaseUnavailable), translated():
        raise APIError({"code": code, "message": message})
    (logged,) = caplog.messages
    assert logged.startswith(line)


def test_refused_key_is_recognised_in_a_body_that_is_not_postgrests(caplog: pytest.LogCaptureFixture) -> None:
    body = '{"message":"Invalid API key","hint":"Double check your API key."}'
    error = APIError({"code": 401, "message": "JSON could not be generated", "details": f"b'{body}'"})
    assert log_refused_access(error)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("22023", "invalid value for parameter"),
        ("22023", 'a name: role "x" does not exist'),
        ("23505", "Key (name)=(Invalid API key) already exists."),
        ("P0001", "Invalid API key"),
        ("PGRST116", "Invalid API key"),
        ("503", "upstream is down"),
        (None, ""),
    ],
)
def test_other_errors_are_no_refusals_of_access(
    caplog: pytest.LogCaptureFixture, code: str | None, message: str
) -> None:
    assert not log_refused_access(APIError({"code": code, "message": message}))
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("role", "lifetime", "key", "line"),
    [
        ("portal_gateway", -_DAY, None, "database.token_refused"),
        ("portal_gateway", _DAY, "another secret of 32 characters..", "database.token_refused"),
        ("portal_nobody", _DAY, None, "database.unknown_role"),
        ("portal_usage_ingest", _DAY, None, "database.not_permitted"),
    ],
)
async def test_refusals_of_a_server(
    supabase: SupabaseProject,
    caplog: pytest.LogCaptureFixture,
    role: str,
    lifetime: timedelta,
    key: str | None,
    line: str,
) -> None:
    token = mint_role_token(role, lifetime, key or supabase.jwt_secret, "HS256")
    client = connect(supabase.url, supabase.publishable_key, token=token, call_seconds=30)
    with pytest.raises(DatabaseUnavailable), translated():
        await client.rpc("policy_snapshot", {}).execute()
    await client.aclose()
    assert any(message.startswith(line) for message in caplog.messages)
    assert token not in caplog.text
