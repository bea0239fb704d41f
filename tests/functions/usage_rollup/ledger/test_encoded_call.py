"""``call_encoded`` sends and raises what ``AsyncPostgrestClient.rpc`` does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import orjson
import pytest
from postgrest import APIError, AsyncPostgrestClient

from functions.usage_rollup.ledger.encoded_call import call_encoded

ARGUMENTS = {"p_events": [{"model": "größer", "prompt_tokens": 1}]}
PROXY_ERROR = httpx.Response(502, text="<html>Bad gateway</html>")
DATABASE_ERROR = httpx.Response(
    400, json={"message": "out of range", "code": "22003", "hint": None, "details": None}
)

Call = Callable[[AsyncPostgrestClient], Awaitable[Any]]


async def call_by_rpc(database: AsyncPostgrestClient) -> Any:
    arguments: Any = ARGUMENTS
    return (await database.rpc("record_usage", arguments).execute()).data


async def call_by_bytes(database: AsyncPostgrestClient) -> Any:
    return orjson.loads(await call_encoded(database, "record_usage", orjson.dumps(ARGUMENTS)))


async def run_against(response: httpx.Response, call: Call) -> tuple[httpx.Request, Any]:
    """Return the request that ``call`` sends, and its result or its error."""
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return response

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        database = AsyncPostgrestClient(
            "http://127.0.0.1:1/rest/v1", headers={"apikey": "sb_secret_x"}, http_client=http
        )
        try:
            result = await call(database)
        except APIError as error:
            result = error.json()
    (request,) = requests
    return request, result


@pytest.mark.parametrize("response", [httpx.Response(200, json={"recorded": 1}), DATABASE_ERROR, PROXY_ERROR])
async def test_request_and_result_equal_those_of_rpc(response: httpx.Response) -> None:
    by_rpc, expected = await run_against(response, call_by_rpc)
    by_bytes, result = await run_against(response, call_by_bytes)
    assert (by_bytes.method, by_bytes.url) == (by_rpc.method, by_rpc.url)
    assert by_bytes.content == by_rpc.content
    assert by_bytes.headers == by_rpc.headers
    assert result == expected
