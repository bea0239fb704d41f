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
from local.simulator.behaviour import RouterBehaviour
from local.simulator.recorded_requests import RecordedRequests
from local.simulator.request import CompletionRequest
from local.simulator.simulated_answer import SimulatedAnswer, send_json, wait_for_disconnect
from portal.web.headers import lower_headers
from portal.web.types import Receive, Scope, Send

DEFAULT_KEY = "default-dev-token"
"""The key that routers accept when none is configured.

Source: docs/protocols/cortensor-router.md, "Address and authentication".
"""


class ModelBackend(Protocol):
    """A model server behind the simulator."""

    async def answer(self, request: CompletionRequest, send: Send) -> None: ...

    async def close(self) -> None: ...


class Simulator:
    """One simulator: its key, its behaviour for all sessions or for one, and its recorded requests."""

    def __init__(self, key: str = DEFAULT_KEY, upstream: ModelBackend | None = None) -> None:
        self.behaviour = RouterBehaviour()
        self.by_session: dict[int, RouterBehaviour] = {}
        self.recorded = RecordedRequests()
        self._key = key
        self.upstream = upstream
        self._started = time.monotonic()

    def app(self) -> Starlette:
        routes = [
            Route(f"/api/{version}/completions{session}", self._Completions(self), methods=["POST"])
            for version in ("v1", "v2", "v3")
            for session in ("", "/{session_id:int}")
        ]
        inventory_routes: dict[str, Callable[[], Any]] = {
            "info": inventory.info,
            "about": inventory.info,
            "status": lambda: inventory.status(self._started),
            "miners": inventory.miners,
            "sessions": inventory.sessions,
            "ping": lambda: {"message": "pong"},
        }
        routes += [
            Route(f"/api/v1/{name}", self._inventory_route(read)) for name, read in inventory_routes.items()
        ]
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

    def accepts(self, authorization: str) -> bool:
        """Return whether the header ``authorization`` holds the key."""
        return hmac.compare_digest(authorization.encode(), f"Bearer {self._key}".encode())

    class _Completions:
        """The completion routes, in plain ASGI to notice disconnects and to drop connections."""

        def __init__(self, simulator: Simulator) -> None:
            self._simulator = simulator

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            simulator = self._simulator
            if not simulator.accepts(lower_headers(scope["headers"]).get("authorization", "")):
                await send_json(send, 401, {"error": "unauthorized"})
                return
            raw = await Request(scope, receive).body()
            try:
                request = CompletionRequest.model_validate_json(raw)
            except ValidationError as error:
                await send_json(send, 400, {"error": f"bad request: {error.errors()[0]['msg']}"})
                return
            session_id = scope["path_params"].get("session_id", request.session_id)
            record = simulator.recorded.add(session_id, request.model_dump(exclude_none=True))
            behaviour = simulator.by_session.get(session_id, simulator.behaviour)
            if simulator.upstream is not None:
                work = asyncio.ensure_future(simulator.upstream.answer(request, send))
            else:
                work = asyncio.ensure_future(SimulatedAnswer(request, behaviour, record, send).run())
            disconnect = asyncio.ensure_future(wait_for_disconnect(receive))
            await asyncio.wait({work, disconnect}, return_when=asyncio.FIRST_COMPLETED)
            disconnect.cancel()
            if not work.done():
                record.outcome = "cancelled"
                work.cancel()
            await asyncio.gather(work, return_exceptions=record.outcome == "cancelled")

    def _inventory_route(self, read: Callable[[], Any]) -> Callable[[Request], Response]:
        def route(request: Request) -> Response:
            if not self.accepts(request.headers.get("authorization", "")):
                return JSONResponse({"error": "unauthorized"}, 401)
            return JSONResponse(read())

        return route

    def _session(self, request: Request) -> Response:
        session_id = request.path_params["session_id"]
        if not self.accepts(request.headers.get("authorization", "")):
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
                behaviour = RouterBehaviour.model_validate_json(await request.body())
            except ValidationError as error:
                faults = [
                    {"field": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in error.errors()
                ]
                return JSONResponse({"error": "unknown behaviour", "faults": faults}, 422)
            self._set(session, behaviour)
        elif request.method == "DELETE":
            self._set(session, None)
        return _json(self.behaviour if session is None else self.by_session.get(int(session), self.behaviour))

    def _set(self, session: str | None, behaviour: RouterBehaviour | None) -> None:
        if session is not None and behaviour is not None:
            self.by_session[int(session)] = behaviour
        elif session is not None:
            self.by_session.pop(int(session), None)
        else:
            self.behaviour = behaviour or RouterBehaviour()
            self.by_session.clear()

    async def _requests_route(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.recorded.clear()
        return JSONResponse({"data": self.recorded.as_json()})


def _json(model: BaseModel) -> Response:
    return JSONResponse(model.model_dump())
