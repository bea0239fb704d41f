"""Every response to generated requests is one that the OpenAPI document describes.

Valid and invalid requests are generated from the document for every route: without a session, as a customer
and as an operator. Every run generates the same requests.
"""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Callable, Iterator
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

from tests.support.control_plane.openapi import DOCUMENT
from tests.support.control_plane.portal import PASSWORD, Portal
from tests.support.database.supabase import SupabaseProject

EXAMPLES = 2
"""Requests per route, type of caller, and valid or invalid."""

PUBLIC = {"/portal/docs", "/portal/status"}

CHECKS = [
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@dataclass(frozen=True, slots=True)
class ServedPortal:
    """Base URL, and an access token per type of caller."""

    url: str
    tokens: dict[str, str]


@contextmanager
def serve_in_thread(app: Any, port: int) -> Iterator[str]:
    """Serve ``app`` from a thread with its own event loop."""
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
def served(supabase: SupabaseProject, unused_tcp_port_factory: Callable[[], int]) -> Iterator[ServedPortal]:
    # Created outside of the server's event loop, because services must not depend on a loop.
    portal = Portal(supabase)
    with serve_in_thread(portal.app, unused_tcp_port_factory()) as url:
        tokens = {"anonymous": ""}
        for name in ("customer", "operator"):
            response = httpx.post(
                f"{supabase.url}/auth/v1/signup",
                json={"email": f"{name}-{uuid.uuid4().hex}@example.com", "password": PASSWORD},
                headers={"apikey": supabase.publishable_key},
            )
            tokens[name] = response.json()["access_token"]
        headers = {"authorization": f"Bearer {tokens['operator']}"}
        user_id = httpx.get(f"{url}/portal/me", headers=headers).json()["user"]["id"]
        key = supabase.secret_key
        httpx.post(
            f"{supabase.url}/rest/v1/rpc/set_platform_admin",
            json={
                "p_user_id": user_id,
                "p_is_admin": True,
                "p_actor": "system",
                "p_reason": "conformance test",
            },
            headers={"apikey": key, "authorization": f"Bearer {key}"},
        ).raise_for_status()
        yield ServedPortal(url, tokens)
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
# It would succeed, and every later request would be 401. accounts/test_personal_data.py tests it.
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
def test_every_response_is_documented(served: ServedPortal, name: str) -> None:
    @few
    @given(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def valid(case: schemathesis.Case[Any]) -> None:
        check_responses(case, served)

    @few
    @given(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def invalid(case: schemathesis.Case[Any]) -> None:
        check_responses(case, served)

    valid()
    if can_be_invalid(OPERATIONS[name]):
        invalid()


def can_be_invalid(operation: Any) -> bool:
    """Return whether a request has a part that can be invalid."""
    return bool(operation.body or operation.path_parameters or operation.query)


def documented_codes(case: schemathesis.Case[Any], status: int) -> set[str]:
    documented = DOCUMENT["paths"][case.operation.path][case.operation.method]["responses"][str(status)]
    return set(documented["content"]["application/json"]["examples"])


def check_responses(case: schemathesis.Case[Any], served: ServedPortal) -> None:
    for name, token in served.tokens.items():
        case.headers.pop("Authorization", None)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        response = case.call(base_url=served.url, headers=headers)
        case.validate_response(response, checks=CHECKS)
        if response.status_code == 304:
            assert name != "anonymous" or case.operation.path in PUBLIC
            continue
        if not response.headers["content-type"][0].startswith("application/json"):
            assert response.status_code == 200  # an export
            continue
        body = response.json()
        assert response.status_code < 500, (name, body)
        assert "detail" not in body
        if not token and case.operation.path not in PUBLIC:
            # The body is parsed before the session is checked.
            assert response.status_code in {400, 401, 404, 405, 413}, (name, body)
            assert response.status_code != 400 or body["error"]["code"] == "malformed_body"
        if response.status_code >= 400:
            assert set(body) == {"error", "request_id"}, (name, body)
            assert body["error"]["code"] in documented_codes(case, response.status_code), (name, body)
            assert body["request_id"] == response.headers["x-request-id"][0]
