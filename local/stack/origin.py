"""Gateway and control plane behind one address, as API Gateway routes them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette

from portal.web.types import ASGIApp, Receive, Scope, Send

CONTROL_PLANE = "/portal"


class Origin:
    """Route ``/portal`` and the paths below it to the control plane, all other paths to the gateway."""

    def __init__(self, gateway: Starlette, control_plane: Starlette) -> None:
        self._gateway: ASGIApp = gateway
        self._control_plane: ASGIApp = control_plane

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            async with AsyncExitStack() as stack:
                for app in (gateway, control_plane):
                    await stack.enter_async_context(app.router.lifespan_context(app))
                yield

        self._lifespan: ASGIApp = Starlette(lifespan=lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._route(scope)(scope, receive, send)

    def _route(self, scope: Scope) -> ASGIApp:
        if scope["type"] == "lifespan":
            return self._lifespan
        path: str = scope["path"]
        if path == CONTROL_PLANE or path.startswith(f"{CONTROL_PLANE}/"):
            return self._control_plane
        return self._gateway
