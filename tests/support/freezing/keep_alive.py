"""HTTP/1.1 with keep-alive before a server that closes each connection: moto's."""

from __future__ import annotations

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.web.tls import client_context
from portal.web.types import ASGIApp

_OF_CONNECTION = {"connection", "transfer-encoding", "host", "content-length", "server", "date"}


def keeping_connections(url: str) -> ASGIApp:
    """Return an application that passes each request on to ``url``."""

    async def pass_on(request: Request) -> Response:
        body = await request.body()
        headers = {name: value for name, value in request.headers.items() if name not in _OF_CONNECTION}
        async with httpx.AsyncClient(
            base_url=url, verify=client_context(), trust_env=False, timeout=30
        ) as http:
            answer = await http.request(request.method, request.url.path, content=body, headers=headers)
        kept = {name: value for name, value in answer.headers.items() if name not in _OF_CONNECTION}
        return Response(answer.content, answer.status_code, kept)

    return Starlette(routes=[Route("/{path:path}", pass_on, methods=["GET", "POST"])])
