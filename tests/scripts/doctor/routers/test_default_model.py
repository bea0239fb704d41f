"""A DefaultModel without a router: the gateway starts, and refuses requests that name no model."""

from __future__ import annotations

import httpx
import pytest

from local.simulator.app import Simulator
from scripts.checks import CheckStatus
from scripts.doctor.routers.canary import canary_client
from scripts.doctor.routers.checks import router_checks
from tests.support.deployment.asking import OK, WARN, answer_of


@pytest.mark.parametrize(
    ("default", "status", "came_back"),
    [
        ("", OK, "oss-20b; the first is the default"),
        ("oss-20b", OK, "oss-20b; oss-20b is the default"),
        ("gpt-5", WARN, "DefaultModel is gpt-5, which has no router"),
    ],
)
async def test_default_model(default: str, status: CheckStatus, came_back: str) -> None:
    settings = {"PORTAL_ROUTER_POOLS_JSON": '{"oss-20b": ["http://router.example:5010"]}'}
    router = canary_client()
    try:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Simulator("key").app())) as http:
            checks = router_checks(http, router, settings, default_model=default)
            found = await answer_of(checks, "router maps")
    finally:
        await router.close()
    assert (found.status, came_back in found.came_back) == (status, True)
