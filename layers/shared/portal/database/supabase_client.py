"""The supabase-py client, for functions whose start no customer waits for.

It takes about 230 ms of processor time and 14 MB more than postgrest alone
(docs/decisions/deployment-and-tooling.md, "supabase-py in the usage
functions, postgrest in the APIs").
"""

from __future__ import annotations

from supabase.lib.client_options import AsyncClientOptions

from portal.database import CALL_SECONDS, open_http
from supabase import AsyncClient


def open_supabase(
    url: str, key: str, *, token: str | None = None, call_seconds: float = CALL_SECONDS
) -> AsyncClient:
    """Return a client of the Supabase project at ``url``. It connects at its first call and retries none.

    ``key`` is the publishable key, and every call runs as the role of ``token``. An operator's secret key
    needs no token: its role is service_role. ``call_seconds`` is the timeout of a call. No session is stored
    or refreshed: nobody signs in with this client. Close it with ``close_supabase``.
    """
    options = AsyncClientOptions(
        auto_refresh_token=False,
        persist_session=False,
        postgrest_client_retry=False,
        httpx_client=open_http(url, call_seconds),
    )
    options.headers = {**options.headers, "Authorization": f"Bearer {token or key}"}
    return AsyncClient(url, key, options)


async def close_supabase(client: AsyncClient) -> None:
    """Close the client's connections."""
    await client.postgrest.aclose()
