"""What a customer's code gets from the SDKs for JavaScript that the site has installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from functions.gateway.pipeline.request_bounds import RequestBounds
from local.processes.node_packages import node
from local.stack.site import PACKAGES
from tests.support.gateway.gateways import make_gateway
from tests.support.sdk.openai_sdk.expected import USAGE
from tests.support.sdk.probing import ROOT, WIDE_LIMITS, probe_output
from tests.support.sdk.prompted_router import PromptedRouter
from tests.support.servers.asgi import serving

pytestmark = [pytest.mark.timeout(300), pytest.mark.asyncio]

PROBE = ROOT / "tests/support/sdk/javascript/probe.mjs"

SEEN: dict[str, Any] = {
    "completion": {"object": "text_completion", "text": "Hello, you.", "finish": "stop", "usage": USAGE},
    "completion of an array": "Hello, you.",
    "completion stream": "Hello, you.",
    "completion stream with usage": USAGE,
    "completion stream with keep-alives": "Slow but sure.",
    "chat stream with keep-alives": "Slow but sure.",
    "message stream with keep-alives": "Slow but sure.",
    "message without text": [[], [], "max_tokens", "Hello, you."],
    "error: completion of several prompts": [
        *("BadRequestError", 400, "unsupported_feature"),
        *("prompt", "invalid_request_error"),
    ],
}


async def test_customers_code_gets_what_is_expected() -> None:
    bounds = RequestBounds(keep_alive_seconds=0.05, request_timeout_seconds=30)
    gateway = make_gateway(PromptedRouter(), bounds=bounds)
    key = gateway.new_key(limits=WIDE_LIMITS)
    async with serving(gateway.app) as url:
        seen = await probe_output(node(), str(PROBE), url, key, str(Path(PACKAGES.folder, "package.json")))
    assert seen == SEEN
