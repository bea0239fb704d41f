"""The supabase-py client reaches the same project as postgrest alone, and never acts as a user."""

from __future__ import annotations

from portal.database.supabase_client import close_supabase, open_supabase


async def test_calls_carry_the_secret_key_and_no_session() -> None:
    client = open_supabase("http://127.0.0.1:9", "sb_secret_test", call_seconds=7)
    try:
        headers = client.postgrest.headers
        assert headers["Authorization"] == "Bearer sb_secret_test"
        assert headers["apikey"] == "sb_secret_test"
        assert client.postgrest.session.timeout.read == 7
        assert await client.auth.get_session() is None
        assert not client.options.auto_refresh_token
        assert not client.options.persist_session
    finally:
        await close_supabase(client)
