"""Customers of a Supabase project over HTTP, and calls as its clients make them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from postgrest import APIError, AsyncPostgrestClient

from portal.usage import Admitted, Refused, Settled
from portal.web.ids import new_request_id
from tests.support.database.supabase import Person


@dataclass(frozen=True, slots=True)
class KeyOwner:
    """A person with an API key of their personal organisation."""

    person: Person
    key_id: str
    secret_hash: str

    def request_events(self, at: datetime) -> list[dict[str, Any]]:
        """Return the admitted and the settled event of a request, as JSON."""
        common = {
            "request_id": new_request_id(),
            "organization_id": self.person.organization_id,
            "key_id": self.key_id,
            "model": "oss-20b",
            "pool": "oss-20b",
            "route": "/v1/messages",
            "stream": True,
            "admitted_at": at,
        }
        first = Admitted(**common, deadline_seconds=660, prompt_tokens=9)  # type: ignore[arg-type]
        last = Settled(
            **common,  # type: ignore[arg-type]
            settled_at=at + timedelta(seconds=1),
            outcome="ok",
            status=200,
            prompt_tokens=10,
            completion_tokens=5,
            token_source="router",
            ttft_ms=80.25,
            latency_ms=950.5,
        )
        sent: list[dict[str, Any]] = orjson.loads(orjson.dumps([first, last]))
        return sent

    def refused_event(self, at: datetime) -> dict[str, Any]:
        """Return the event of a refused request, as JSON."""
        event = Refused(
            request_id=new_request_id(),
            organization_id=self.person.organization_id,
            key_id=self.key_id,
            refused_at=at,
            status=429,
            error_code="rate_limit_exceeded",
        )
        sent: dict[str, Any] = orjson.loads(orjson.dumps(event))
        return sent


async def create_key(service: AsyncPostgrestClient, person: Person) -> KeyOwner:
    """Create an API key in the organisation of ``person``."""
    row = {
        "organization_id": person.organization_id,
        "created_by": person.user_id,
        "name": "contract",
        "masked": "ctx_ab12…wxyz",
        "secret_hash": uuid.uuid4().hex,
        "issuer": "local",
    }
    created = await service.table("api_keys").insert(row).execute()
    return KeyOwner(person, created.data[0]["id"], row["secret_hash"])  # type: ignore[index,call-overload,arg-type]


async def call_rpc(client: AsyncPostgrestClient, function: str, **arguments: Any) -> Any:
    """Call a function and return its result."""
    return (await client.rpc(function, arguments).execute()).data


async def rows_or_error_code(request: Any) -> Any:
    """Execute a request. Return its rows, or the code of its error."""
    try:
        return (await request.execute()).data
    except APIError as error:
        return error.code
