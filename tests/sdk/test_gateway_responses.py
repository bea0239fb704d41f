"""What OpenAI's and Anthropic's SDKs make of the responses of API Gateway itself, which reach no function."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import anthropic
import openai
import pytest

from tests.support.artifacts.gateway_responses import template_gateway_responses
from tests.support.lambda_runtime import http1_server
from tests.support.lambda_runtime.gateway_responses import (
    INTEGRATION_TIMEOUT,
    LAMBDA_THROTTLED,
    REQUEST_TOO_LARGE,
    RESPONSE_TYPES,
    THROTTLED,
    WAF_FILTERED,
    ResponseType,
)
from tests.support.servers.connections import Connections

MESSAGES: Any = [{"role": "user", "content": "Hi"}]
CHAT_ANSWER = {
    "id": "c",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hello"}}],
}
MESSAGE_ANSWER = {
    "id": "m",
    "type": "message",
    "role": "assistant",
    "model": "m",
    "content": [{"type": "text", "text": "Hello"}],
    "stop_reason": "end_turn",
    "usage": {"input_tokens": 1, "output_tokens": 1},
}


class FailingGateway:
    """Answers ``failures`` times with the response of a type, then with ``answer``."""

    def __init__(self, kind: ResponseType, failures: int, answer: object) -> None:
        self.requests = 0
        self._kind, self._failures, self._answer = kind, failures, json.dumps(answer).encode()
        self._connections = Connections(self._serve)

    async def __aenter__(self) -> str:
        await self._connections.open()
        return f"http://{self._connections.address}"

    async def __aexit__(self, *_: object) -> None:
        await self._connections.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await http1_server.read_head(reader)
        async for _ in http1_server.read_body(reader, request):
            pass
        self.requests += 1
        status, headers, body = 200, {"content-type": "application/json"}, self._answer
        if self.requests <= self._failures:
            status, headers, body = template_gateway_responses().render(self._kind, f"req-{self.requests}")
        writer.write(http1_server.encode_response(status, {"connection": "close", **headers}, body))


async def call_openai(gateway: FailingGateway, retries: int, *, stream: bool = False) -> object:
    transport = openai.DefaultAsyncHttpxClient(
        verify=False
    )  # reading certificates takes longer than the test
    async with (
        gateway as url,
        openai.AsyncOpenAI(
            base_url=f"{url}/v1", api_key="k", max_retries=retries, http_client=transport
        ) as client,
    ):
        return await client.chat.completions.create(model="m", messages=MESSAGES, stream=stream)


async def call_anthropic(gateway: FailingGateway, retries: int, *, stream: bool = False) -> object:
    transport = anthropic.DefaultAsyncHttpxClient(verify=False)
    async with (
        gateway as url,
        anthropic.AsyncAnthropic(
            base_url=url, api_key="k", max_retries=retries, http_client=transport
        ) as client,
    ):
        return await client.messages.create(model="m", messages=MESSAGES, max_tokens=1, stream=stream)


Call = Callable[..., Any]
CALLS: dict[str, Call] = {"openai": call_openai, "anthropic": call_anthropic}


async def failure(call: Call, kind: ResponseType, *, stream: bool = False) -> Any:
    try:
        await call(FailingGateway(kind, 9, None), 0, stream=stream)
    except (openai.APIStatusError, anthropic.APIStatusError) as error:
        return error
    raise AssertionError("the call succeeded")


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("sdk", CALLS)
@pytest.mark.parametrize("kind", RESPONSE_TYPES)
async def test_sdk_reads_message_code_and_request_id(kind: ResponseType, sdk: str, stream: bool) -> None:
    error = await failure(CALLS[sdk], kind, stream=stream)
    assert error.request_id == "req-1"
    assert isinstance(error.body, dict)
    if sdk == "openai":  # it takes what is under "error" for the body
        message, code = error.body["message"], error.code
    else:
        message, code = error.body["error"]["message"], error.error_code
    assert message in str(error)
    assert message.endswith(".") or kind.message == message
    assert code
    assert error.type


@pytest.mark.parametrize(
    ("kind", "status", "openai_class", "anthropic_class", "code"),
    [
        (LAMBDA_THROTTLED, 503, "InternalServerError", "ServiceUnavailableError", "service_unavailable"),
        (THROTTLED, 429, "RateLimitError", "RateLimitError", "service_busy"),
        (WAF_FILTERED, 429, "RateLimitError", "RateLimitError", "rate_limit_exceeded"),
        (REQUEST_TOO_LARGE, 413, "APIStatusError", "ContentTooLargeError", "request_too_large"),
        (INTEGRATION_TIMEOUT, 504, "InternalServerError", "GatewayTimeoutError", "deadline_exceeded"),
    ],
)
async def test_sdk_raises_the_class_of_the_status(
    kind: ResponseType, status: int, openai_class: str, anthropic_class: str, code: str
) -> None:
    of_openai, of_anthropic = [await failure(call, kind) for call in CALLS.values()]
    assert (of_openai.status_code, of_anthropic.status_code) == (status, status)
    assert (type(of_openai).__name__, type(of_anthropic).__name__) == (openai_class, anthropic_class)
    assert (of_openai.code, of_anthropic.error_code) == (code, code)


@pytest.mark.parametrize("kind", [LAMBDA_THROTTLED, THROTTLED])
async def test_sdk_retries_after_the_second_that_it_is_told(kind: ResponseType) -> None:
    of_openai, of_anthropic = FailingGateway(kind, 1, CHAT_ANSWER), FailingGateway(kind, 1, MESSAGE_ANSWER)
    begun = asyncio.get_running_loop().time()
    await asyncio.gather(call_openai(of_openai, 2), call_anthropic(of_anthropic, 2))
    assert (of_openai.requests, of_anthropic.requests) == (2, 2)
    assert 0.9 < asyncio.get_running_loop().time() - begun < 2


@pytest.mark.parametrize("kind", [REQUEST_TOO_LARGE, INTEGRATION_TIMEOUT])
async def test_sdk_does_not_retry_what_would_fail_again(kind: ResponseType) -> None:
    for call in CALLS.values():
        gateway = FailingGateway(kind, 9, None)
        with pytest.raises((openai.APIStatusError, anthropic.APIStatusError)):
            await call(gateway, 2)
        assert gateway.requests == 1
