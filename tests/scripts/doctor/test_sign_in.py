"""Clerk's key set and its name for itself, and whether the parameters fit."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from scripts.checks import CheckAnswer, CheckStatus
from scripts.doctor.sign_in import clerk_checks, provider_check
from tests.support import session_tokens
from tests.support.deployment.asking import FAIL, OK, WARN, answer_of

ISSUER = "https://clerk.example.com"
NAMED: dict[str, Any] = {"issuer": ISSUER}


async def asked(name: str, keys: Any, named: Any = NAMED) -> CheckAnswer:
    def answer(request: httpx.Request) -> httpx.Response:
        document = keys if request.url.path.endswith("jwks.json") else named
        return httpx.Response(404) if document is None else httpx.Response(200, json=document)

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        return await answer_of(clerk_checks(http, ISSUER), name)


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        (session_tokens.key_set(), OK),
        ({"keys": session_tokens.key_set()["keys"][:1]}, FAIL),  # ES256 only
        ({"keys": []}, FAIL),
        ({}, FAIL),
        (None, FAIL),
    ],
)
async def test_key_set(keys: Any, status: CheckStatus) -> None:
    assert (await asked("clerk keys", keys)).status is status


@pytest.mark.parametrize(
    ("named", "status"),
    [(NAMED, OK), ({"issuer": "https://other.example.com"}, FAIL), (None, WARN), ({}, WARN)],
)
async def test_issuer(named: Any, status: CheckStatus) -> None:
    assert (await asked("clerk issuer", session_tokens.key_set(), named)).status is status


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"AuthProvider": "supabase", "ClerkIssuer": ""}, OK),
        ({"AuthProvider": "supabase", "ClerkIssuer": ISSUER}, WARN),
        ({"AuthProvider": "clerk", "ClerkIssuer": ""}, FAIL),
        ({"AuthProvider": "clerk", "ClerkIssuer": ISSUER, "AllowedOrigins": "*"}, WARN),
        ({"AuthProvider": "clerk", "ClerkIssuer": ISSUER, "AllowedOrigins": "https://portal.example"}, OK),
    ],
)
async def test_parameters_fit_the_provider(parameters: dict[str, str], status: CheckStatus) -> None:
    assert (await answer_of([provider_check(parameters)], "sign-in parameters")).status is status
