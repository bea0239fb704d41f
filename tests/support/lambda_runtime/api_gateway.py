"""API Gateway in front of the local Runtime API: HTTP requests to events, streamed responses to HTTP.

A prelude that API Gateway rejects is a 500 here, too, unless ``responses`` say otherwise, and is listed in
``violations``.
"""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.support.lambda_runtime import http1_server
from tests.support.lambda_runtime.gateway_responses import (
    API_CONFIGURATION_ERROR,
    FUNCTION_FAILED,
    LAMBDA_THROTTLED,
    GatewayResponses,
    ResponseType,
)
from tests.support.lambda_runtime.invocation import Invocation
from tests.support.lambda_runtime.runtime_api_server import RuntimeApiServer
from tests.support.servers.connections import Connections

DELIMITER = b"\0" * 8
PRELUDE_LIMIT = 16_384
CLOSE = {"Connection": "close"}
KEYS = {"statusCode", "headers", "multiValueHeaders", "cookies"}
REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"
"""API Gateway's own id of every request."""


class InvalidPrelude(Exception):
    pass


class ApiGateway:
    """``function_url`` sends the events of a function URL (payload 2.0) instead of those of a REST API.

    ``responses`` are those of API Gateway itself. While ``throttled`` is true, Lambda has no free
    environment.
    """

    def __init__(
        self,
        api: RuntimeApiServer,
        *,
        function_url: bool = False,
        deadline_seconds: float = 30.0,
        responses: GatewayResponses | None = None,
    ) -> None:
        self.throttled = False
        self.violations: list[str] = []
        self.invocations: list[Invocation] = []
        self.preludes: list[dict[str, Any]] = []
        self.deadline_seconds = deadline_seconds
        self._api = api
        self._function_url = function_url
        self._responses = responses or GatewayResponses({})
        self._draining: set[asyncio.Task[None]] = set()
        self._connections = Connections(self._serve)

    async def __aenter__(self) -> Self:
        await self._connections.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connections.close()
        for task in self._draining:
            task.cancel()

    @property
    def url(self) -> str:
        return f"http://{self._connections.address}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await http1_server.read_head(reader)
        body = b"".join([chunk async for chunk in http1_server.read_body(reader, request)])
        if self.throttled:
            writer.write(self._own_response(LAMBDA_THROTTLED))
            return
        event = function_url_event(request, body) if self._function_url else rest_event(request, body)
        invocation = self._api.invoke(event, deadline_seconds=self.deadline_seconds)
        self.invocations.append(invocation)
        try:
            await self._respond(invocation, request.method, writer)
        except InvalidPrelude as error:
            self.violations.append(str(error))
            writer.write(self._own_response(API_CONFIGURATION_ERROR))
        except ConnectionError:
            # The client disconnected. The function does not learn it, and its response is read to the end.
            task = asyncio.create_task(_drain(invocation))
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)

    async def _respond(self, invocation: Invocation, method: str, writer: asyncio.StreamWriter) -> None:
        head, rest = await self._prelude(invocation)
        if invocation.error is not None:
            writer.write(self._own_response(FUNCTION_FAILED))
            return
        self.preludes.append(head)
        bodiless = method == "HEAD" or head.get("statusCode") in (204, 304)
        sized = bodiless or "content-length" in head.get("headers", {})
        writer.write(_response_head(head, chunked=not sized))
        chunk: bytes | None = rest
        while chunk is not None:
            if chunk and bodiless:
                self.violations.append("a body where there must be none")
            elif chunk:
                writer.write(chunk if sized else b"%x\r\n%s\r\n" % (len(chunk), chunk))
                await writer.drain()
            chunk = await invocation.chunks.get()
        if invocation.trailer is not None:
            return  # without its last chunk
        if not sized:
            writer.write(b"0\r\n\r\n")
        await writer.drain()

    def _own_response(self, kind: ResponseType) -> bytes:
        status, headers, body = self._responses.render(kind, REQUEST_ID)
        return http1_server.encode_response(status, {**CLOSE, **headers}, body)

    async def _prelude(self, invocation: Invocation) -> tuple[dict[str, Any], bytes]:
        received = b""
        while DELIMITER not in received[:PRELUDE_LIMIT]:
            if len(received) > PRELUDE_LIMIT:
                raise InvalidPrelude(f"no delimiter within {PRELUDE_LIMIT} bytes")
            chunk = await invocation.chunks.get()
            if invocation.error is not None:
                return {}, b""
            if chunk is None:
                raise InvalidPrelude("the response ended before its delimiter")
            received += chunk
        encoded, _, rest = received.partition(DELIMITER)
        head = json.loads(encoded)
        _check(head)
        return head, rest


def _check(head: dict[str, Any]) -> None:
    if set(head) - KEYS:
        raise InvalidPrelude(f"unknown keys {set(head) - KEYS}")
    if not isinstance(head.get("statusCode", 200), int):
        raise InvalidPrelude(f"status {head['statusCode']!r}")
    for name, value in head.get("headers", {}).items():
        if not isinstance(value, str):
            raise InvalidPrelude(f"header {name} is {type(value).__name__}")
    for name, values in head.get("multiValueHeaders", {}).items():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise InvalidPrelude(f"multi-value header {name}")
    if not all(isinstance(cookie, str) for cookie in head.get("cookies", [])):
        raise InvalidPrelude("cookies")


def _response_head(head: dict[str, Any], *, chunked: bool) -> bytes:
    lines = [f"HTTP/1.1 {head.get('statusCode', 200)} Status", "Connection: close"]
    if chunked:
        lines.append("Transfer-Encoding: chunked")
    multi = head.get("multiValueHeaders", {})
    lines += [f"{name}: {value}" for name, value in head.get("headers", {}).items() if name not in multi]
    lines += [f"{name}: {value}" for name, values in multi.items() for value in values]
    lines += [f"set-cookie: {cookie}" for cookie in head.get("cookies", [])]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _drain(invocation: Invocation) -> None:
    while await invocation.chunks.get() is not None:
        pass


def get_event(path: str, query: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the smallest REST API event that is a request."""
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": "GET",
        "headers": {},
        "queryStringParameters": query,
        "requestContext": {},
    }


def rest_event(request: http1_server.HttpRequest, body: bytes) -> dict[str, Any]:
    """Return a REST API proxy event (payload 1.0, without a ``version``)."""
    parts = urlsplit(request.path)
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        query.setdefault(name, []).append(value)
    headers = {**request.headers, "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443"}
    return {
        "resource": "/{proxy+}",
        "path": parts.path,
        "httpMethod": request.method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": {"proxy": parts.path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "resourcePath": "/{proxy+}",
            "httpMethod": request.method,
            "path": f"/prod{parts.path}",
            "stage": "prod",
            "identity": {"sourceIp": "203.0.113.7", "userAgent": "tests"},
            "requestId": REQUEST_ID,
        },
        "body": body.decode() if body else None,
        "isBase64Encoded": False,
    }


def function_url_event(request: http1_server.HttpRequest, body: bytes) -> dict[str, Any]:
    """Return a function URL event (payload 2.0); bodies are base64."""
    parts = urlsplit(request.path)
    headers = {name: value for name, value in request.headers.items() if name != "cookie"}
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "headers": headers,
        "requestContext": {
            "domainName": "probe.lambda-url.eu-central-1.on.aws",
            "http": {
                "method": request.method,
                "path": unquote(parts.path),
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": "tests",
            },
            "stage": "$default",
        },
        "isBase64Encoded": bool(body),
    }
    if body:
        event["body"] = base64.b64encode(body).decode()
    if "cookie" in request.headers:
        event["cookies"] = request.headers["cookie"].split("; ")
    return event
