"""``GET /health``."""

from __future__ import annotations

import httpx
import pytest

from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.router.scripted import ScriptedRouter, saying


@pytest.fixture
def gateway() -> GatewayHarness:
    return make_gateway(ScriptedRouter(saying("Hello.")))


async def test_health_shows_aliases_and_no_internals(gateway: GatewayHarness) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(gateway.app), base_url="http://gateway"
    ) as client:
        answer = await client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["models"] == ["oss-20b", "gemma-4-26b"]
    assert "internal" not in answer.text
