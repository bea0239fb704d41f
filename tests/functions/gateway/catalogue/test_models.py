"""``GET /v1/models`` and ``/v1/models/{id}``."""

from __future__ import annotations

import pytest

from portal.policy import ModelPolicy, PlanPolicy, PolicySnapshot
from tests.support.gateway.dialect_cases import client_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway, pool_router
from tests.support.router.scripted import ScriptedRouter, saying


@pytest.fixture
def gateway() -> GatewayHarness:
    return make_gateway(ScriptedRouter(saying("Hello.")))


async def test_models_are_those_that_the_key_may_call(gateway: GatewayHarness) -> None:
    narrow = gateway.new_key(models=frozenset({"gemma-4-26b"}))
    async with client_of(gateway) as client:
        everything = (await client.get("/v1/models")).json()
        only = (await client.get("/v1/models", headers={"authorization": f"Bearer {narrow}"})).json()
        one = (await client.get("/v1/models/gemma-4-26b")).json()
        without_key = await client.get("/v1/models", headers={"authorization": ""})
    assert [model["id"] for model in everything["data"]] == ["oss-20b", "gemma-4-26b"]
    assert (everything["object"], everything["has_more"]) == ("list", False)
    assert (everything["first_id"], everything["last_id"]) == ("oss-20b", "gemma-4-26b")
    assert [model["id"] for model in only["data"]] == ["gemma-4-26b"]
    assert (one["object"], one["type"], one["display_name"]) == ("model", "model", "Gemma 4 26B")
    assert without_key.status_code == 401


async def test_disabled_model_is_not_listed() -> None:
    snapshot = PolicySnapshot(
        models={"oss-20b": ModelPolicy("oss-20b", "oss-20b", "disabled")}, plans={"pro": PlanPolicy()}
    )
    gateway = make_gateway(ScriptedRouter(saying("never")), snapshot=snapshot)
    async with client_of(gateway) as client:
        listed = (await client.get("/v1/models")).json()
        one = await client.get("/v1/models/oss-20b")
    assert [model["id"] for model in listed["data"]] == ["gemma-4-26b"]
    assert one.status_code == 404


async def test_models_tell_what_the_wire_of_their_routers_carries() -> None:
    pools = pool_router("oss-20b", "gemma-4-26b", on_v4=["gemma-4-26b"])
    async with client_of(make_gateway(ScriptedRouter(saying("never")), pools=pools)) as client:
        listed = (await client.get("/v1/models")).json()["data"]
        one = (await client.get("/v1/models/gemma-4-26b")).json()
    assert {model["id"]: "tools" in model["supported_parameters"] for model in listed} == {
        "oss-20b": False,
        "gemma-4-26b": True,
    }
    assert one == listed[1]
