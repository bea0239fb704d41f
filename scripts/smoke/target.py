"""The API under test, and how it is called."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_VERSION = "2023-06-01"


@dataclass(frozen=True, slots=True)
class SmokeTarget:
    """``url`` is the base URL, without ``/v1``. ``token`` is an access token of the portal, or empty.

    ``model`` is an alias, empty for the first of the list. ``origin`` is that of a page that calls the API.
    """

    http: httpx.AsyncClient
    url: str
    key: str = field(repr=False)
    token: str = field(default="", repr=False)
    model: str = ""
    origin: str = "https://smoke.example"
    models: list[str] = field(default_factory=list)
    """The list that the API gave: requests name the first, or ``default`` if there is none."""
    unary_ids: list[str] = field(default_factory=list)
    """Ids of the whole answers so far: their usage must appear."""
    unary_seconds: list[float] = field(default_factory=list)

    def address(self, path: str) -> str:
        return f"{self.url}{path}"

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return await self.http.get(self.address(path), headers=self.bearer if headers is None else headers)

    async def post(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return await self.http.post(
            self.address(path), json=body, headers=self.bearer if headers is None else headers
        )

    async def ask(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Post a request for a whole answer, and note its id and its time if it succeeds."""
        started = time.perf_counter()
        response = await self.post(path, body, headers)
        if response.status_code == 200:
            self.unary_seconds.append(time.perf_counter() - started)
            self.unary_ids.append(response.headers.get("x-request-id", ""))
        return response

    @property
    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}"}

    @property
    def anthropic(self) -> dict[str, str]:
        return {"x-api-key": self.key, "anthropic-version": _VERSION}


def base_url(text: str) -> str:
    """Return the base URL of ``text``, which may end with ``/`` or ``/v1``. Raises ValueError.

    A key never travels in the clear: plain HTTP is for this machine only.
    """
    url = httpx.URL(text.rstrip("/").removesuffix("/v1"))
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError("URL is not an address such as https://api.example.com")
    if url.scheme == "http" and url.host not in _LOOPBACK:
        raise ValueError("URL is plain http: the key would cross the network in the clear")
    if url.userinfo or url.query or url.fragment:
        raise ValueError("URL has more than an address and a path")
    return str(url).rstrip("/")


def said(response: httpx.Response) -> str:
    """Return status and error code of a response, for a report; never its text."""
    try:
        document = response.json()
        code = document["error"].get("code") or document["error"].get("type")
    except (ValueError, KeyError, TypeError, AttributeError):
        code = None
    return f"HTTP {response.status_code}{f' {code}' if isinstance(code, str) else ''}"
