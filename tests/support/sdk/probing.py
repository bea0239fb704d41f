"""Running a probe against the gateway on a loopback port, with the SDK of another interpreter."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from functions.gateway.dialects import KEEP_ALIVE_COMMENT
from functions.gateway.pipeline.request_bounds import RequestBounds
from portal.limits import Limit
from portal.web.types import ASGIApp, Message, Receive, Scope, Send
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.sdk.prompted_router import PromptedRouter
from tests.support.servers.asgi import serving

ROOT = Path(__file__).parents[3]
PYTHONS = {"newest": Path(sys.executable), "oldest": ROOT / ".venv-sdk-oldest" / "bin" / "python"}
PROBE_SECONDS = 200.0
PING = b'event: ping\ndata: {"type":"ping"}\n\n'
WIDE_LIMITS = (Limit("requests per minute", "key", 1_000, 60),)


@dataclass
class TrafficRecorder:
    """ASGI middleware that records the headers of each request and counts the keep-alives sent."""

    app: ASGIApp
    requests: list[dict[str, str]] = field(default_factory=list)
    keep_alives: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def recording_send(message: Message) -> None:
            body = message.get("body", b"")
            self.keep_alives += body.endswith((KEEP_ALIVE_COMMENT, PING))
            await send(message)

        if scope["type"] == "http":
            self.requests.append({name.decode(): value.decode() for name, value in scope["headers"]})
        await self.app(scope, receive, recording_send if scope["type"] == "http" else send)


@dataclass(frozen=True)
class Findings:
    """``results`` is the probe's output by scenario; ``keys`` are API keys by case."""

    results: Mapping[str, Any]
    keys: Mapping[str, str]
    wire: TrafficRecorder

    def requests_with(self, key: str) -> list[dict[str, str]]:
        """Return the headers of each request with the key of that case, in either header."""
        api_key = self.keys[key]
        return [
            headers
            for headers in self.wire.requests
            if api_key in (headers.get("x-api-key"), headers.get("authorization", "").removeprefix("Bearer "))
        ]


def keys_of(gateway: GatewayHarness) -> dict[str, str]:
    """Return a key for each case. A limit of 0 refuses at any time of day."""
    none_a_minute = Limit("requests per minute", "key", 0, 60)
    none_a_week = Limit("requests per week", "organization", 0, 604_800)
    return {
        "valid": gateway.new_key(limits=WIDE_LIMITS),
        "restricted": gateway.new_key(models=frozenset({"gemma-4-26b"}), limits=WIDE_LIMITS),
        "limited": gateway.new_key(key_id="limited", limits=(none_a_minute,)),
        "quota": gateway.new_key(organization_id="poor", limits=(none_a_week,)),
    }


async def findings_of(probe: str, sdk: str) -> Findings:
    """Run the probe module ``probe`` with the ``newest`` or ``oldest`` SDK."""
    bounds = RequestBounds(max_body_bytes=50_000, keep_alive_seconds=0.05, request_timeout_seconds=30)
    gateway = make_gateway(PromptedRouter(), bounds=bounds)
    keys = keys_of(gateway)
    wire = TrafficRecorder(gateway.app)
    async with serving(wire) as url:
        command = (str(PYTHONS[sdk]), "-W", "ignore", "-m", f"tests.support.sdk.{probe}")
        found = await probe_output(*command, url, json.dumps(keys))
    return Findings(found, keys, wire)


async def probe_output(*command: str) -> Any:
    """Run a probe, which is a program that prints one JSON value, and return the value."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), PROBE_SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, err.decode()
    return json.loads(out)


async def findings_of_both(probe: str) -> dict[str, Findings]:
    newest, oldest = await asyncio.gather(*[findings_of(probe, sdk) for sdk in PYTHONS])
    return {"newest": newest, "oldest": oldest}
