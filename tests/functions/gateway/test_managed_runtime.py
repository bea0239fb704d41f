"""The gateway under Lambda's managed runtime: responses are buffered, and no usage event is lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any, cast

import pytest
from mangum import Mangum

from tests.support.gateway.dialect_cases import CHAT, body_for
from tests.support.gateway.gateways import make_gateway
from tests.support.router.scripted import ScriptedRouter, saying


def invocation(key: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return an event of API Gateway's REST API (format 1.0)."""
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    return {
        "resource": "/v1/{proxy+}",
        "path": CHAT,
        "httpMethod": "POST",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": {"proxy": "chat/completions"},
        "requestContext": {"stage": "dev", "identity": {"sourceIp": "192.0.2.1"}, "path": CHAT},
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }


@pytest.fixture(autouse=True)
def _event_loop_of_the_environment() -> Iterator[None]:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield
    asyncio.set_event_loop(None)
    loop.close()


def test_each_invocation_settles_before_it_returns() -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    handler = Mangum(gateway.app, lifespan="off")
    for count in (1, 2, 3):
        answer = handler(invocation(gateway.key, body_for(CHAT)), cast("Any", LambdaContextStub()))
        assert answer["statusCode"] == 200
        assert json.loads(answer["body"])["choices"][0]["message"]["content"] == "Hello."
        assert gateway.usage.flushed == [2 * n for n in range(1, count + 1)]


def test_refusal_is_queued_before_the_invocation_returns() -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    handler = Mangum(gateway.app, lifespan="off")
    answer = handler(invocation(gateway.key, {"messages": []}), cast("Any", LambdaContextStub()))
    assert answer["statusCode"] == 400
    assert [event.request_id for event in gateway.usage.refused] == [answer["headers"]["x-request-id"]]
    assert gateway.usage.flushed == [1]


class LambdaContextStub:
    aws_request_id = "8f507cfc-0000-4000-8000-000000000000"
