"""The doctor's HTTP client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from portal.web.tls import client_context

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@asynccontextmanager
async def http_client() -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client that follows no redirects: a check says where it was sent instead.

    It reaches the world through the proxy of the environment, and servers on loopback without it.
    """
    mounts = {f"all://{host}": None for host in _LOOPBACK if ":" not in host}
    timeout = httpx.Timeout(4.0, connect=3.0)
    async with httpx.AsyncClient(verify=client_context(), timeout=timeout, mounts=mounts) as http:
        yield http


def json_object(response: httpx.Response) -> dict[str, Any]:
    """Return the JSON object of a response; empty if it holds none."""
    try:
        document = response.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
