"""The supabase-py client reaches the same project as postgrest alone, and never acts as a user."""

from __future__ import annotations

import pytest

from portal.database.supabase_client import close_supabase, open_supabase


@pytest.mark.parametrize(
    ("key", "token", "bearer"),
    [("sb_publishable_x", "a.b.c", "Bearer a.b.c"), ("sb_secret_x", None, "Bearer sb_secret_x")],
)
async def test_calls_carry_the_token_and_no_session(key: str, token: str | None, bearer: str) -> None:
    client = open_supabase("http://127.0.0.1:9", key, token=token, call_seconds=7)
    try:
        headers = client.postgrest.headers
        assert headers["Authorization"] == bearer
        assert headers["apikey"] == key
        assert client.postgrest.session.timeout.read == 7
        assert await client.auth.get_session() is None
        assert not client.options.auto_refresh_token
        assert not client.options.persist_session
    finally:
        await close_supabase(client)
