"""The credentials that ``make dev`` writes, as a test needs them."""

from __future__ import annotations

from local.stack.state import ProductAccess

ACCESS = ProductAccess(
    api_url="http://127.0.0.1:8787",
    portal_url="http://127.0.0.1:8788",
    supabase_url="http://127.0.0.1:54321",
    supabase_publishable_key="sb_publishable_x",
    router_url="http://127.0.0.1:8789",
    queue_url="http://127.0.0.1:8790/123456789012/portal-usage",
    email="demo@example.com",
    password="secret",
    api_key="ctx_x",
)
