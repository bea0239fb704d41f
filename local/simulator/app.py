"""The simulator as an ASGI application."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Protocol

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.simulator import inventory
from local.simulator.behaviour import RouterBehaviour
from local.simulator.drawn_faults import DrawnFaults
from local.simulator.recorded_requests import RecordedRequest, RecordedRequests
from local.simulator.request import CompletionRequest
from local.simulator.running_requests import MISMATCH, RunningRequests
from local.simulator.simulated_answer import TextAnswer, refuse, send_json, wait_for_disconnect
from local.simulator.switches import switch_routes
from local.simulator.v4.answer import StructuredAnswer
from local.simulator.v4.request import ConversationRequest
from portal.web.headers import lower_headers
from portal.web.types import Receive, Scope, Send

DEFAULT_KEY = "default-dev-token"
"""The key that routers accept when none is configured.

Source: docs/protocols/cortensor-router.md, "Address and authentication".
"""

_BUSY = 429
_MISMATCH_STATUS = 500


AnyRequest = CompletionRequest | ConversationRequest

_SCHEMAS: Mapping[str, type[AnyRequest]] = {
    **dict.fromkeys(("v1", "v2", "v3"), CompletionRequest),
    "v4": ConversationRequest,
}


class ModelBackend(Protocol):
    """A model server behind the simulator."""

    async def answer(self, request: CompletionRequest, send: Send) -> None: ...

    async def answer_conversation(self, request: ConversationRequest, send: Send) -> None: ...

    async def close(self) -> None: ...


class Simulator:
    """One router: its key, its sessions, its behaviour for all sessions or for one, its recorded requests.

    Without ``sessions`` it lists those of ``inventory.SESSIONS`` and answers on any; with them it answers 404
    on others. ``refusing`` is set while it should accept no connection (``local.simulator.listening``),
    ``healed`` once a later behaviour ends that.
    """

    def __init__(
        self,
        key: str = DEFAULT_KEY,
        upstream: ModelBackend | None = None,
        *,
        sessions: Sequence[int] | None = None,
    ) -> None:
        self.behaviour = RouterBehaviour()
        self.by_session: dict[int, RouterBehaviour] = {}
        self.recorded = RecordedRequests()
        self.running = RunningRequests()
        self.refusing, self.healed = asyncio.Event(), asyncio.Event()
        self.upstream = upstream
        self._key = key
        self._sessions = sessions
        self._drawn: dict[int, DrawnFaults] = {}
        self._started = time.monotonic()

    def app(self) -> Starlette:
        routes = [
            Route(f"/api/{version}/completions{session}", _Completions(self, schema), methods=["POST"])
            for version, schema in _SCHEMAS.items()
            for session in ("", "/{session_id:int}")
        ]
        inventory_routes: dict[str, Callable[[], Any]] = {
            "info": lambda: inventory.info(self.sessions),
            "about": lambda: inventory.info(self.sessions),
            "status": lambda: inventory.status(
                self._started, self.sessions, no_miners=self.behaviour.no_miners
            ),
            "miners": inventory.miners,
            "sessions": lambda: inventory.listing(self.sessions),
            "ping": lambda: {"message": "pong"},
        }
        routes += [
            Route(f"/api/v1/{name}", self._inventory_route(read)) for name, read in inventory_routes.items()
        ]
        routes += [
            Route("/api/v1/sessions/{session_id:int}", self._inventory_route(self._session)),
            *switch_routes(self),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @property
    def sessions(self) -> Sequence[int]:
        return inventory.SESSIONS if self._sessions is None else self._sessions

    def behaviour_of(self, session: int | None) -> RouterBehaviour:
        return self.behaviour if session is None else self.by_session.get(session, self.behaviour)

    def set_behaviour(self, session: int | None, behaviour: RouterBehaviour | None) -> None:
        """Set the behaviour of a session, or of the router and all sessions; None: the normal one."""
        if session is None:
            self.behaviour = behaviour or RouterBehaviour()
            self.by_session.clear()
            if self.behaviour.refuse_connections_seconds:
                self.healed.clear()
                self.refusing.set()
            else:
                self.refusing.clear()
                self.healed.set()
        elif behaviour is None:
            self.by_session.pop(session, None)
        else:
            self.by_session[session] = behaviour

    def stop_refusing(self) -> None:
        """Accept connections again, with the behaviour as it is otherwise."""
        self.behaviour = self.behaviour.model_copy(update={"refuse_connections_seconds": 0.0})
        self.refusing.clear()

    def accepts(self, authorization: str) -> bool:
        """Return whether the header ``authorization`` holds the key."""
        return hmac.compare_digest(authorization.encode(), f"Bearer {self._key}".encode())

    def knows(self, session: int) -> bool:
        return self._sessions is None or session in self._sessions

    def drawn_behaviour(self, session: int) -> RouterBehaviour:
        """Return what the next request of the session sees."""
        return self._drawn.setdefault(session, DrawnFaults()).of_request(self.behaviour_of(session))

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        if self.upstream is not None:
            await self.upstream.close()

    def _inventory_route(self, read: Callable[..., Any]) -> Callable[[Request], Any]:
        async def route(request: Request) -> Response:
            if self.behaviour.black_hole:
                await wait_for_disconnect(request.receive)
            if not self.accepts(request.headers.get("authorization", "")):
                return JSONResponse({"error": "unauthorized"}, 401)
            status = self.behaviour.inventory_status
            if status != 200:
                return JSONResponse({"error": f"simulated failure {status}"}, status)
            found = read(**request.path_params)
            return JSONResponse({"error": "session not found"}, 404) if found is None else JSONResponse(found)

        return route

    def _session(self, session_id: int) -> dict[str, Any] | None:
        return inventory.session(session_id) if session_id in self.sessions else None


class _Completions:
    """The completion routes, in plain ASGI to notice disconnects and to drop connections."""

    def __init__(self, simulator: Simulator, schema: type[AnyRequest]) -> None:
        self._simulator = simulator
        self._schema = schema

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        simulator = self._simulator
        if not simulator.accepts(lower_headers(scope["headers"]).get("authorization", "")):
            await send_json(send, 401, {"error": "unauthorized"})
            return
        raw = await Request(scope, receive).body()
        try:
            request = self._schema.model_validate_json(raw)
        except ValidationError as error:
            await send_json(send, 400, {"error": f"bad request: {error.errors()[0]['msg']}"})
            return
        named = scope["path_params"].get("session_id", request.session_id)
        record = simulator.recorded.add(
            named, request.model_dump(exclude_none=True, exclude_unset=True, by_alias=True)
        )
        session = simulator.running.free_session(simulator.sessions) if named is None else named
        work = asyncio.ensure_future(self._answer(request, session, record, send))
        disconnect = asyncio.ensure_future(wait_for_disconnect(receive))
        await asyncio.wait({work, disconnect}, return_when=asyncio.FIRST_COMPLETED)
        disconnect.cancel()
        if not work.done():
            record.outcome = "cancelled"
            work.cancel()
        await asyncio.gather(work, return_exceptions=record.outcome == "cancelled")

    async def _answer(
        self,
        request: AnyRequest,
        session: int,
        record: RecordedRequest,
        send: Send,
    ) -> None:
        simulator, running = self._simulator, self._simulator.running
        behaviour = simulator.drawn_behaviour(session)
        if behaviour.black_hole:
            await asyncio.Event().wait()
        if not simulator.knows(session):
            await refuse(send, 404, behaviour, record, "session_not_found")
        elif behaviour.capacity is not None and running.total >= behaviour.capacity:
            await refuse(send, _BUSY if behaviour.status == 200 else behaviour.status, behaviour, record)
        elif behaviour.strict_sessions == "refuse" and running.of(session):
            await refuse(send, _MISMATCH_STATUS, behaviour, record, MISMATCH)
        else:
            with running.running(session, request):
                mixes = behaviour.strict_sessions == "mix"
                neighbour = partial(running.neighbour, session, request) if mixes else lambda: None
                upstream = simulator.upstream
                if isinstance(request, ConversationRequest):
                    if upstream is not None:
                        await upstream.answer_conversation(request, send)
                    else:
                        await StructuredAnswer(request, behaviour, record, send, neighbour=neighbour).run()
                elif upstream is not None:
                    await upstream.answer(request, send)
                else:
                    await TextAnswer(request, behaviour, record, send, neighbour=neighbour).run()
