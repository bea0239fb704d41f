"""A response of the database becomes a record or an error, never a pass."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from postgrest import AsyncPostgrestClient

from portal.errors import KeyServiceUnavailable
from portal.keys.records import KeyRecord
from portal.keys.supabase_records import SupabaseKeyRecords
from portal.limits import Limit

FOUND: dict[str, Any] = {
    "key_id": "5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d10",
    "organization_id": "0b7ad2ae-0f0e-4d6c-8f6c-0a0f5b1d5f6e",
    "allowance_id": "8d2f3a51-3a35-4d53-9f7e-0f6b7b0f9c11",
    "plan": "free",
    "models": ["oss-20b"],
    "status": "active",
    "expires_at": "2026-12-01T00:00:00+00:00",
    "limits": [{"name": "requests per minute", "scope": "key", "limit": 20, "seconds": 60}],
}


async def find(answer: httpx.Response | Exception) -> KeyRecord | None:
    def respond(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/rpc/find_key"
        assert json.loads(request.content) == {"p_secret_hash": "hash"}
        if isinstance(answer, Exception):
            raise answer
        return answer

    async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
        database = AsyncPostgrestClient("http://supabase", http_client=http, retry_enabled=False)
        return await SupabaseKeyRecords(database).find("hash")


async def test_row_becomes_a_record() -> None:
    assert await find(httpx.Response(200, json=FOUND)) == KeyRecord(
        key_id=FOUND["key_id"],
        organization_id=FOUND["organization_id"],
        allowance_id=FOUND["allowance_id"],
        plan="free",
        status="active",
        limits=(Limit("requests per minute", "key", 20, 60),),
        models=frozenset({"oss-20b"}),
        expires_at=datetime(2026, 12, 1, tzinfo=UTC),
    )


async def test_null_means_that_no_key_exists() -> None:
    assert await find(httpx.Response(200, content=b"null")) is None


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(httpx.ConnectError("refused"), id="refused"),
        pytest.param(httpx.ReadTimeout("slow"), id="slow"),
        pytest.param(httpx.Response(500, json={"code": "XX000", "message": "x"}), id="fault"),
        pytest.param(httpx.Response(401, json={"code": "PGRST301", "message": "x"}), id="our key refused"),
        pytest.param(httpx.Response(404, json={"code": "PGRST202", "message": "x"}), id="no such function"),
        pytest.param(httpx.Response(502, text="<html>"), id="a proxy's page"),
        pytest.param(httpx.Response(200, json=[]), id="a list"),
        pytest.param(httpx.Response(200, json=FOUND | {"status": "sleeping"}), id="unknown status"),
        pytest.param(httpx.Response(200, json=FOUND | {"limits": [{"name": "x"}]}), id="half a limit"),
        pytest.param(httpx.Response(200, json={}), id="an empty object"),
    ],
)
async def test_any_other_response_fails_closed(answer: httpx.Response | Exception) -> None:
    with pytest.raises(KeyServiceUnavailable):
        await find(answer)
