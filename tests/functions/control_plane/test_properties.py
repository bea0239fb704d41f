"""Whatever is sent to whichever route, the answer is one that the OpenAPI document describes.

Requests are generated from the document itself, right ones and wrong ones, for every route: without a
session, as a customer and as an operator. The same ones in each run.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from local.supabase.server import EmbeddedSupabase
from tests.functions.control_plane.portals import PASSWORD, Portal
from tests.functions.control_plane.test_tenancy import DOCUMENT
from tests.support.supabase import free_port

EXAMPLES = 2
"""Requests for each route, kind of caller, and right or wrong."""

PUBLIC = {"/portal/docs", "/portal/status"}

CHECKS = [
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    tokens: dict[str, str]


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serve ``app`` from a thread, with a loop of its own."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            threading.Event().wait(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def served(supabase: EmbeddedSupabase) -> Iterator[Served]:
    # Made in a loop that is not the server's: a service may not belong to the loop it was made in.
    portal = Portal(supabase)
    with serving(portal.app) as url:
        tokens = {"nobody": ""}
        for name in ("customer", "operator"):
            answer = httpx.post(
                f"{supabase.url}/auth/v1/signup",
                json={"email": f"{name}-{free_port()}@example.com", "password": PASSWORD},
                headers={"apikey": supabase.keys.publishable},
            )
            tokens[name] = answer.json()["access_token"]
        headers = {"authorization": f"Bearer {tokens['operator']}"}
        user_id = httpx.get(f"{url}/portal/me", headers=headers).json()["user"]["id"]
        key = supabase.keys.secret
        httpx.post(
            f"{supabase.url}/rest/v1/rpc/set_platform_admin",
            json={"p_user_id": user_id, "p_is_admin": True, "p_actor": "system", "p_reason": "properties"},
            headers={"apikey": key, "authorization": f"Bearer {key}"},
        ).raise_for_status()
        yield Served(url, tokens)
    asyncio.run(_close(portal))


async def _close(portal: Portal) -> None:
    for client in (portal.client, portal.auth):
        await client.aclose()
    await portal.database.aclose()


def operations() -> Iterator[tuple[str, Any]]:
    for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        yield f"{operation.method.upper()} {operation.path}", operation


OPERATIONS = dict(operations())
# It works, and everything after it would be 401: test_personal_data.py has it.
del OPERATIONS["DELETE /portal/account"]


few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_answer_is_documented(served: Served, name: str) -> None:
    @few
    @given(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def right(case: schemathesis.Case[Any]) -> None:
        hold(case, served)

    @few
    @given(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def wrong(case: schemathesis.Case[Any]) -> None:
        hold(case, served)

    right()
    if takes_anything(OPERATIONS[name]):
        wrong()


def takes_anything(operation: Any) -> bool:
    """Whether anything about a request can be wrong."""
    return bool(operation.body or operation.path_parameters or operation.query)


def documented_codes(case: schemathesis.Case[Any], status: int) -> set[str]:
    documented = DOCUMENT["paths"][case.operation.path][case.operation.method]["responses"][str(status)]
    return set(documented["content"]["application/json"]["examples"])


def hold(case: schemathesis.Case[Any], served: Served) -> None:
    for name, token in served.tokens.items():
        case.headers.pop("Authorization", None)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        response = case.call(base_url=served.url, headers=headers)
        case.validate_response(response, checks=CHECKS)
        if response.status_code == 304:
            assert name != "nobody" or case.operation.path in PUBLIC
            continue
        if not response.headers["content-type"][0].startswith("application/json"):
            assert response.status_code == 200  # an export
            continue
        body = response.json()
        assert response.status_code < 500, (name, body)
        assert "detail" not in body
        if not token and case.operation.path not in PUBLIC:
            # What is no JSON is told to everybody: it is read before anybody is looked up.
            assert response.status_code in {400, 401, 404, 405, 413}, (name, body)
            assert response.status_code != 400 or body["error"]["code"] == "malformed_body"
        if response.status_code >= 400:
            assert set(body) == {"error", "request_id"}, (name, body)
            assert body["error"]["code"] in documented_codes(case, response.status_code), (name, body)
            assert body["request_id"] == response.headers["x-request-id"][0]
