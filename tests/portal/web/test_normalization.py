"""Requests that mean the same reach the same route."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from portal.web.normalization import NormalizationMiddleware, normalized_path


def test_paths_are_normalised() -> None:
    assert normalized_path("//v1//models/") == "/v1/models"
    assert normalized_path("/") == normalized_path("///") == "/"


@given(st.text("/ab.%é", min_size=1).map("/".__add__))
def test_normal_path_has_single_slashes_and_the_same_segments(path: str) -> None:
    normal = normalized_path(path)
    assert normalized_path(normal) == normal
    assert "//" not in normal
    assert [part for part in normal.split("/") if part] == [part for part in re.split("/+", path) if part]


def test_head_is_get_without_a_body() -> None:
    sent: list[int] = []

    async def chunks() -> object:
        for number in range(1_000_000):
            sent.append(number)
            yield b"chunk"

    async def stream(_: Request) -> StreamingResponse:
        return StreamingResponse(chunks(), headers={"x-total": "1"})  # type: ignore[arg-type]

    async def whole(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"{request.method} text")

    app = Starlette(
        routes=[Route("/stream", stream), Route("/whole", whole)],
        middleware=[Middleware(NormalizationMiddleware)],
    )
    client = TestClient(app)
    head, get = client.head("/whole"), client.get("/whole")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers
    assert head.headers["content-length"] == str(len("GET text"))
    long = client.head("http://testserver//stream/")
    assert (long.status_code, long.content, long.headers["x-total"]) == (200, b"", "1")
    assert len(sent) < 1_000
