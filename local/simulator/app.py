"""The simulator as an ASGI application."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.simulator import inventory
from local.simulator.answers import Answer, send_json, until_left
from local.simulator.behaviour import Behaviour
from local.simulator.recorded_requests import Sightings
from local.simulator.request import CompletionRequest
from portal.web.headers import lower_headers
from portal.web.types import Receive, Scope, Send

DEFAULT_KEY = "default-dev-token"
"""What routers take when nobody set a key (reference: cortensor-router 1.1)."""


class Upstream(Protocol):
    """A real model behind the simulator."""

    async def answer(self, request: CompletionRequest, send: Send) -> None: ...

    async def close(self) -> None: ...


class Simulator:
    """The state of one simulator: its key, its behaviour (for all sessions or one), what it has seen."""

    def __init__(self, key: str = DEFAULT_KEY, upstream: Upstream | None = None) -> None:
        self.behaviour = Behaviour()
        self.by_session: dict[int, Behaviour] = {}
        self.sightings = Sightings()
        self._key = key
        self.upstream = upstream
        self._started = time.monotonic()

    def app(self) -> Starlette:
        routes = [
            Route(f"/api/{version}/completions{session}", self._Completions(self), methods=["POST"])
            for version in ("v1", "v2", "v3")
            for session in ("", "/{session_id:int}")
        ]
        told: dict[str, Callable[[], Any]] = {
            "info": inventory.info,
            "about": inventory.info,
            "status": lambda: inventory.status(self._started),
            "miners": inventory.miners,
            "sessions": inventory.sessions,
            "ping": lambda: {"message": "pong"},
        }
        routes += [Route(f"/api/v1/{name}", self._telling(tell)) for name, tell in told.items()]
        routes += [
            Route("/api/v1/sessions/{session_id:int}", self._session),
            Route("/_sim/behaviour", self._behaviour_route, methods=["GET", "PUT", "DELETE"]),
            Route("/_sim/requests", self._requests_route, methods=["GET", "DELETE"]),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        if self.upstream is not None:
            await self.upstream.close()

    def admits(self, authorization: str) -> bool:
        return hmac.compare_digest(authorization.encode(), f"Bearer {self._key}".encode())

    class _Completions:
        """ASGI endpoint: it must see the caller leave, and be able to cut the connection."""

        def __init__(self, simulator: Simulator) -> None:
            self._simulator = simulator

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            simulator = self._simulator
            if not simulator.admits(lower_headers(scope["headers"]).get("authorization", "")):
                await send_json(send, 401, {"error": "unauthorized"})
                return
            raw = await Request(scope, receive).body()
            try:
                request = CompletionRequest.model_validate_json(raw)
            except ValidationError as error:
                await send_json(send, 400, {"error": f"bad request: {error.errors()[0]['msg']}"})
                return
            session_id = scope["path_params"].get("session_id", request.session_id)
            sighting = simulator.sightings.add(session_id, request.model_dump(exclude_none=True))
            behaviour = simulator.by_session.get(session_id, simulator.behaviour)
            if simulator.upstream is not None:
                work = asyncio.ensure_future(simulator.upstream.answer(request, send))
            else:
                work = asyncio.ensure_future(Answer(request, behaviour, sighting, send).run())
            left = asyncio.ensure_future(until_left(receive))
            await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
            left.cancel()
            if not work.done():
                sighting.outcome = "cancelled"
                work.cancel()
            await asyncio.gather(work, return_exceptions=sighting.outcome == "cancelled")

    def _telling(self, tell: Callable[[], Any]) -> Callable[[Request], Response]:
        def route(request: Request) -> Response:
            if not self.admits(request.headers.get("authorization", "")):
                return JSONResponse({"error": "unauthorized"}, 401)
            return JSONResponse(tell())

        return route

    def _session(self, request: Request) -> Response:
        session_id = request.path_params["session_id"]
        if not self.admits(request.headers.get("authorization", "")):
            return JSONResponse({"error": "unauthorized"}, 401)
        if session_id not in inventory.SESSIONS:
            return JSONResponse({"error": "session not found"}, 404)
        return JSONResponse(inventory.session(session_id))

    async def _behaviour_route(self, request: Request) -> Response:
        session = request.query_params.get("session_id")
        if session is not None and not session.isdecimal():
            return JSONResponse({"error": "session_id must be a number"}, 422)
        if request.method == "PUT":
            try:
                behaviour = Behaviour.model_validate_json(await request.body())
            except ValidationError as error:
                faults = [
                    {"field": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in error.errors()
                ]
                return JSONResponse({"error": "unknown behaviour", "faults": faults}, 422)
            self._set(session, behaviour)
        elif request.method == "DELETE":
            self._set(session, None)
        return _shown(
            self.behaviour if session is None else self.by_session.get(int(session), self.behaviour)
        )

    def _set(self, session: str | None, behaviour: Behaviour | None) -> None:
        if session is not None and behaviour is not None:
            self.by_session[int(session)] = behaviour
        elif session is not None:
            self.by_session.pop(int(session), None)
        else:
            self.behaviour = behaviour or Behaviour()
            self.by_session.clear()

    async def _requests_route(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.sightings.seen.clear()
        return JSONResponse({"data": self.sightings.listed()})


def _shown(model: BaseModel) -> Response:
    return JSONResponse(model.model_dump())
