"""The status route of a router (docs/protocols/cortensor-router.md, "Status and inventory"). Pure."""

from __future__ import annotations


def status_url(url: str) -> str:
    """``url`` is the router's."""
    return f"{url.rstrip('/')}/api/v1/status"


def status_headers(auth_key: str | None) -> dict[str, str]:
    return {} if auth_key is None else {"Authorization": f"Bearer {auth_key}"}
