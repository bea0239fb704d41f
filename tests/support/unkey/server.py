"""The stand-in as an ASGI application: authentication, nodes, and switchable faults."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.support.unkey.faults import UnkeyFault, bad_request
from tests.support.unkey.limiter import Limiter
from tests.support.unkey.node import OPERATIONS, Node
from tests.support.unkey.store import NodeCache, Store


@dataclass(frozen=True)
class UnkeyBehaviour:
    """The active faults; set ``Unkey.behaviour`` or send ``PUT /_fake/behaviour``.

    ``status`` is the status of every response; ``drop`` closes the connection without a response;
    ``calls_per_minute`` is the workspace's own cap; ``fail_after`` is the number of calls that succeed before
    ``status`` or ``drop`` applies.
    """

    delay_seconds: float = 0.0
    status: int | None = None
    drop: bool = False
    unreadable: bool = False
    calls_per_minute: int | None = None
    fail_after: int = 0


@dataclass
class Unkey:
    """A workspace and its nodes. ``calls`` are the operations that were called, in order."""

    store: Store = field(default_factory=Store)
    clock: Callable[[], float] = time.time
    nodes: int = 1
    fresh_seconds: float = 10.0
    stale_seconds: float = 600.0
    behaviour: UnkeyBehaviour = field(default_factory=UnkeyBehaviour)
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.limiter = Limiter()
        self._numbers = itertools.count(1)
        self._minute = (0, 0)
        self._nodes = [
            Node(
                self.store,
                self.limiter,
                NodeCache(self.store, self.clock, self.fresh_seconds, self.stale_seconds),
                self.clock,
            )
            for _ in range(self.nodes)
        ]
        self._next_node = itertools.cycle(self._nodes)
        self.app = Starlette(
            routes=[
                Route("/v2/{operation}", self._answer, methods=["POST"]),
                Route("/_fake/behaviour", self._behave, methods=["GET", "PUT"]),
            ]
        )

    async def _answer(self, request: Request) -> Response:
        operation = request.path_params["operation"]
        request_id = f"req_{next(self._numbers)}"
        self.calls.append(operation)
        behaviour = self.behaviour
        if behaviour.delay_seconds:
            await asyncio.sleep(behaviour.delay_seconds)
        try:
            if behaviour.fail_after > 0:
                self.behaviour = replace(behaviour, fail_after=behaviour.fail_after - 1)
            elif behaviour.drop:
                return _Dropped()
            elif behaviour.status is not None:
                return _problem(request, UnkeyFault(behaviour.status, "switched to fail"), request_id)
            elif behaviour.unreadable:
                return JSONResponse({"meta": {"requestId": request_id}, "data": {"valid": "perhaps"}})
            return JSONResponse(await self._perform(request, operation, request_id))
        except UnkeyFault as fault:
            return _problem(request, fault, request_id)

    async def _perform(self, request: Request, operation: str, request_id: str) -> dict[str, Any]:
        permissions = self._root_key(request.headers.get("authorization"))
        self._count_call()
        node = next(self._next_node)
        if operation not in OPERATIONS:
            raise UnkeyFault(404, "The requested route does not exist.")
        try:
            raw = json.loads(await request.body())
        except ValueError as error:
            raise bad_request("body", "is not JSON") from error
        return node.perform(operation, raw, permissions, request_id)

    def _root_key(self, authorization: str | None) -> frozenset[str]:
        scheme, _, root_key = (authorization or "").partition(" ")
        if scheme != "Bearer" or not root_key.strip():
            raise bad_request("header.Authorization", "must be 'Bearer ROOT_KEY'")
        permissions = self.store.root_keys.get(root_key)
        if permissions is None:
            raise UnkeyFault(401, "The provided root key is invalid.")
        return permissions

    def _count_call(self) -> None:
        allowed = self.behaviour.calls_per_minute
        if allowed is None:
            return
        minute, elapsed = divmod(int(self.clock()), 60)
        used = self._minute[1] + 1 if self._minute[0] == minute else 1
        self._minute = (minute, used)
        if used > allowed:
            reset = str(60 - elapsed)
            raise UnkeyFault(
                429,
                "The workspace has exceeded its rate limit.",
                headers={
                    "RateLimit-Limit": str(allowed),
                    "RateLimit-Remaining": "0",
                    "RateLimit-Reset": reset,
                    "Retry-After": reset,
                },
            )

    async def _behave(self, request: Request) -> Response:
        if request.method == "PUT":
            self.behaviour = UnkeyBehaviour(**await request.json())
        return JSONResponse(asdict(self.behaviour))


class _Dropped(Response):
    """Announces a body and ends without it, so that the server cuts the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def _problem(request: Request, fault: UnkeyFault, request_id: str) -> Response:
    """RFC 9457's content type if the client accepts it, else JSON (docs/protocols/unkey.md, "Errors")."""
    accepted = {part.split(";")[0].strip() for part in request.headers.get("accept", "").split(",")}
    problem = accepted & {"application/problem+json", "application/*", "*/*"}
    return JSONResponse(
        fault.body(request_id),
        fault.status,
        fault.headers,
        media_type="application/problem+json" if problem else "application/json",
    )
