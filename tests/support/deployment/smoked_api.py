"""An API for ``make smoke``: the real gateway and the router simulator, with something faulty before them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from functions.gateway.pipeline.request_bounds import RequestBounds
from local.simulator.app import Simulator
from local.simulator.behaviour import RouterBehaviour
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.web.types import ASGIApp, Message, Receive, Scope, Send
from scripts.smoke.target import SmokeTarget
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.servers.asgi import serving

Wrap = Callable[[ASGIApp], ASGIApp]
COUNTING = " ".join(f"word{number}" for number in range(1, 15))
TOKEN = "portal-access-token-0123456789"


@dataclass(frozen=True)
class SmokedApi:
    target: SmokeTarget
    gateway: GatewayHarness
    simulator: Simulator

    def behave(self, **switches: Any) -> None:
        """Answer with ``COUNTING``, a token every 3 ms, changed by ``switches``."""
        defaults = {"first_byte_delay_ms": 0, "token_delay_ms": 3, "text": COUNTING}
        self.simulator.behaviour = RouterBehaviour(**(defaults | switches))


@asynccontextmanager
async def smoked_api(wrap: Wrap = lambda app: app, **options: Any) -> AsyncIterator[SmokedApi]:
    """Serve a gateway behind ``wrap``; ``options`` are those of the target."""
    simulator = Simulator("router-key")
    async with serving(simulator.app()) as router_url:
        gateway = make_gateway(
            AiohttpRouterClient(), urls=[router_url], bounds=RequestBounds(request_timeout_seconds=30)
        )
        async with (
            serving(wrap(gateway.app)) as url,
            httpx.AsyncClient(timeout=20, trust_env=False) as http,
        ):
            api = SmokedApi(SmokeTarget(http, url, gateway.key, **options), gateway, simulator)
            api.behave()
            yield api


def changed_responses(change: Callable[[list[Message]], list[Message]]) -> Wrap:
    """Return a proxy that collects a whole response and sends what ``change`` makes of its messages."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def proxy(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            messages: list[Message] = []

            async def collect(message: Message) -> None:
                messages.append(message)

            await app(scope, receive, collect)
            for message in change(messages):
                await send(message)

        return proxy

    return wrap


def passing_on(change: Callable[[Message], Message]) -> Wrap:
    """Return a proxy that changes each message of a response and passes it on at once."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def proxy(scope: Scope, receive: Receive, send: Send) -> None:
            async def pass_on(message: Message) -> None:
                await send(change(message))

            await app(scope, receive, pass_on if scope["type"] == "http" else send)

        return proxy

    return wrap


def without_headers(*names: str) -> Wrap:
    """Return a proxy that drops headers of responses."""
    dropped = {name.encode() for name in names}

    def change(message: Message) -> Message:
        if message["type"] != "http.response.start":
            return message
        return {**message, "headers": [each for each in message["headers"] if each[0].lower() not in dropped]}

    return passing_on(change)


def answering(answer: Callable[[Scope], tuple[int, Any] | None]) -> Wrap:
    """Return a proxy that answers requests itself, as JSON, where ``answer`` does not return None."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def proxy(scope: Scope, receive: Receive, send: Send) -> None:
            own = answer(scope) if scope["type"] == "http" else None
            if own is None:
                await app(scope, receive, send)
                return
            status, document = own
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": json.dumps(document).encode()})

        return proxy

    return wrap


@dataclass
class UsagePages:
    """The portal's receipts: each request is ``states`` in turn, the last one for ever."""

    states: list[str]
    path: str = "/portal/usage-events/"
    asked: list[str] = field(default_factory=list)

    def __call__(self, scope: Scope) -> tuple[int, Any] | None:
        if not scope["path"].startswith("/portal/"):
            return None
        if dict(scope["headers"]).get(b"authorization") != f"Bearer {TOKEN}".encode():
            return 401, {"error": {"code": "invalid_session"}}
        if not scope["path"].startswith(self.path):
            return 404, {"error": {"code": "not_found"}}
        self.asked.append(scope["path"].rpartition("/")[2])
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if state == "missing":
            return 404, {"error": {"code": "not_found"}}
        receipt = {"state": state, "total_tokens": 27}
        return 200, receipt if self.path.startswith("/portal/usage") else {"receipt": receipt}
