"""A flood of made-up keys through the whole gateway."""

from __future__ import annotations

import asyncio

import pytest

from portal.keys.secret import new_secret
from tests.support.gateway.dialect_cases import ROUTES, body_for, client_of, error_of
from tests.support.gateway.gateways import make_gateway
from tests.support.router.scripted import ScriptedRouter, saying


@pytest.mark.parametrize("route", ROUTES)
async def test_key_flood_is_slowed_and_valid_keys_are_served(route: str) -> None:
    router = ScriptedRouter(saying("Hello."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        assert (await client.post(route, json=body_for(route))).status_code == 200
        flood = [
            asyncio.create_task(
                client.post(route, json=body_for(route), headers={"authorization": f"Bearer {new_secret()}"})
            )
            for _ in range(40)
        ]
        started = asyncio.get_running_loop().time()
        for _ in range(10):
            assert (await client.post(route, json=body_for(route))).status_code == 200
        took = asyncio.get_running_loop().time() - started
        answers = await asyncio.gather(*flood)
        slowed = asyncio.get_running_loop().time() - started
    assert took < 2.0 < slowed
    assert {answer.status_code for answer in answers} == {401}
    shapes = {(tuple(sorted(error_of(route, answer.json()))), len(answer.content)) for answer in answers}
    assert len(shapes) == 1
    assert len(router.calls) == 11
