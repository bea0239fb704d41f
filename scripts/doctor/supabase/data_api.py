"""One call of the Data API (PostgREST) with a function's token, and what its answer says about access.

Source: docs/protocols/supabase.md, "PostgREST errors".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import httpx

from scripts.doctor.http import json_object


class Access(Enum):
    """``MISSING``: the database has no such object; ``NO_SESSION``: key or token were refused."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    MISSING = "missing"
    NO_SESSION = "no session"
    NO_ANSWER = "no answer"


_TOKEN_REFUSED = frozenset({"PGRST301", "PGRST302", "PGRST303"})
_NO_SUCH_ROLE = "22023"
"""PostgreSQL's code for a role that does not exist; no call of the doctor passes a value that raises it."""


@dataclass(frozen=True, slots=True)
class DataCall:
    """A call that changes nothing: a function with ``arguments``, or the ids of a table if they are None."""

    target: str
    arguments: dict[str, Any] | None = field(default=None)

    async def send(self, http: httpx.AsyncClient, url: str, key: str, token: str) -> httpx.Response:
        headers = {"apikey": key, "authorization": f"Bearer {token}"}
        if self.arguments is None:
            return await http.get(f"{url}/rest/v1/{self.target}?select=id&limit=0", headers=headers)
        return await http.post(f"{url}/rest/v1/rpc/{self.target}", headers=headers, json=self.arguments)


def access_of(response: httpx.Response) -> Access:
    """Return what a response says. A refused value shows that the function ran."""
    code = str(json_object(response).get("code") or "")
    if response.is_success:
        return Access.ALLOWED
    if code == "42501":
        return Access.REFUSED
    if code in {"PGRST202", "PGRST205", "42883", "42P01"}:
        return Access.MISSING
    if code in {*_TOKEN_REFUSED, _NO_SUCH_ROLE} or response.status_code == 401:
        return Access.NO_SESSION
    if code == "SUP" or (len(code) == 5 and code[:2] in {"22", "23", "P0", "PT"}):
        return Access.ALLOWED
    return Access.NO_ANSWER
