"""A router's status, and whether strangers may use it.

Source: docs/protocols/cortensor-router.md, "Address and authentication", "Status and inventory".
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from scripts.checks import CheckAnswer, fail, ok, warn
from scripts.doctor.http import json_object

STATUS_PATH = "/api/v1/status"
DEFAULT_KEY = "default-dev-token"
"""The key that a router accepts when its operator configured none."""


async def router_status(http: httpx.AsyncClient, url: str, auth_key: str | None) -> CheckAnswer:
    response = await http.get(f"{url}{STATUS_PATH}", headers=_authorization(auth_key))
    if response.status_code in {401, 403}:
        return fail(
            f"HTTP {response.status_code}: the key is refused",
            "Compare the key of the router maps (of the session, else of the model) with the router's.",
        )
    status = json_object(response)
    if response.status_code != 200 or not status:
        return fail(
            f"HTTP {response.status_code}, and no status",
            "Is it a router's address, without a path? A proxy before it must pass on /api/v1 and /api/v3.",
        )
    miners = status.get("connected_miners")
    if miners == 0:
        return fail("it has no miner, so it cannot serve a request", "Ask the router's operator.")
    if not isinstance(miners, int):
        return ok("it is up, and does not say how many miners it has")
    return ok(f"it is up, with {miners} miners")


async def without_key(http: httpx.AsyncClient, url: str, auth_key: str | None) -> CheckAnswer:
    """Return whether the router asks for a key of its own, and whether the key travels encrypted."""
    response = await http.get(f"{url}{STATUS_PATH}")
    if response.status_code == 200:
        return warn(
            "it answers without a key: anybody who finds it can use it", "Ask its operator to require one."
        )
    if auth_key == DEFAULT_KEY:
        return warn(
            "its key is the one that routers accept when none is configured",
            "Ask its operator for a key of its own, and put it into the routers' secret.",
        )
    if urlsplit(url).scheme == "http" and not _is_near(urlsplit(url).hostname or ""):
        return warn(
            "it is reached by plain HTTP: key and prompts cross the internet in the clear",
            "Ask its operator for an https address.",
        )
    return ok("it asks for a key")


def _authorization(auth_key: str | None) -> dict[str, str]:
    return {} if auth_key is None else {"authorization": f"Bearer {auth_key}"}


def _is_near(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return False
