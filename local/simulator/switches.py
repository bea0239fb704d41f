"""The routes below ``/_sim``: set the behaviour of a simulated router, read what it received."""

from __future__ import annotations

import os
from typing import Protocol

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from local.simulator.behaviour import RouterBehaviour
from local.simulator.recorded_requests import RecordedRequests
from local.simulator.running_requests import RunningRequests


class SwitchedSimulator(Protocol):
    """What the routes set and read."""

    recorded: RecordedRequests
    running: RunningRequests

    def set_behaviour(self, session_id: int | None, behaviour: RouterBehaviour | None) -> None: ...

    def behaviour_of(self, session_id: int | None) -> RouterBehaviour: ...


def switch_routes(simulator: SwitchedSimulator) -> list[Route]:
    """Return the routes. They need no key: the simulator listens on loopback only."""

    async def behaviour(request: Request) -> Response:
        session = request.query_params.get("session_id")
        if session is not None and not session.isdecimal():
            return JSONResponse({"error": "session_id must be a number"}, 422)
        session_id = None if session is None else int(session)
        if request.method == "PUT":
            try:
                changed = RouterBehaviour.model_validate_json(await request.body())
            except ValidationError as error:
                return _faults(error)
            simulator.set_behaviour(session_id, changed)
        elif request.method == "DELETE":
            simulator.set_behaviour(session_id, None)
        return _json(simulator.behaviour_of(session_id))

    async def requests(request: Request) -> Response:
        if request.method == "DELETE":
            simulator.recorded.clear()
            simulator.running.clear()
        return JSONResponse(
            {"data": simulator.recorded.as_json(), "most_at_once_by_session": simulator.running.most}
        )

    async def pid(_: Request) -> Response:
        return PlainTextResponse(str(os.getpid()))

    return [
        Route("/_sim/behaviour", behaviour, methods=["GET", "PUT", "DELETE"]),
        Route("/_sim/requests", requests, methods=["GET", "DELETE"]),
        Route("/_sim/pid", pid),
    ]


def _faults(error: ValidationError) -> Response:
    faults = [
        {"field": ".".join(map(str, fault["loc"])), "message": fault["msg"]} for fault in error.errors()
    ]
    return JSONResponse({"error": "unknown behaviour", "faults": faults}, 422)


def _json(model: BaseModel) -> Response:
    return JSONResponse(model.model_dump(mode="json"))
