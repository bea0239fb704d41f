"""Calls of Unkey's API with a root key, and what an answer says about the permission.

Source: docs/protocols/unkey.md, "Errors" and "Missing permissions".
"""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

import httpx

from scripts.doctor.http import json_object


class Permission(Enum):
    """``NOT_ASKED``: a call before it failed."""

    GRANTED = "granted"
    REFUSED = "refused"
    UNKNOWN_KEY = "unknown root key"
    NO_ANSWER = "no answer"
    NOT_ASKED = "not asked"


class UnkeyAnswer(NamedTuple):
    """``data`` is the object of a success, ``said`` the status for a report."""

    status: int
    data: dict[str, Any]

    @property
    def said(self) -> str:
        return f"HTTP {self.status}"

    def permission(self, *, granted: tuple[int, ...] = (200,)) -> Permission:
        """Return what the status says. 404 hides a missing permission where the object exists."""
        if self.status in granted:
            return Permission.GRANTED
        if self.status in {403, 404}:
            return Permission.REFUSED
        return Permission.UNKNOWN_KEY if self.status == 401 else Permission.NO_ANSWER


class UnkeyCalls:
    """``POST /v2/<operation>`` with one root key."""

    def __init__(self, http: httpx.AsyncClient, base_url: str, root_key: str) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._headers = {"authorization": f"Bearer {root_key}", "accept": "application/json"}

    async def post(self, operation: str, **body: Any) -> UnkeyAnswer:
        response = await self._http.post(f"{self._base_url}/v2/{operation}", json=body, headers=self._headers)
        data = json_object(response).get("data")
        return UnkeyAnswer(response.status_code, data if isinstance(data, dict) else {})
