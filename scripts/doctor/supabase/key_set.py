"""How are access tokens verified: with the project's public keys, or with a shared secret?"""

from __future__ import annotations

import httpx

from portal.sessions.signing_keys import ALGORITHMS
from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, warn
from scripts.doctor.http import json_object
from scripts.doctor.supabase import JWT_SECRET


def key_set_check(http: httpx.AsyncClient, url: str, jwt_secret: str) -> DeploymentCheck:
    """Return the check of Supabase Auth's keys, for deployments whose auth provider it is."""

    async def ask() -> CheckAnswer:
        response = await http.get(f"{url}/auth/v1/.well-known/jwks.json")
        keys = json_object(response).get("keys")
        if response.status_code != 200 or not isinstance(keys, list):
            return fail(f"HTTP {response.status_code}, and no key set", "Check SupabaseUrl.")
        usable = [
            key for key in keys if isinstance(key, dict) and key.get("alg") in ALGORITHMS and key.get("kid")
        ]
        algorithms = ", ".join(sorted({str(key["alg"]) for key in usable}))
        if jwt_secret and usable:
            return fail(
                f"the project publishes keys ({algorithms}), and the control plane has {JWT_SECRET}",
                f"Remove {JWT_SECRET}: with it, tokens signed by the published keys are refused.",
            )
        if jwt_secret:
            return warn(
                "the project signs with a shared secret (HS256)",
                "It works; signing keys are better: whoever has the secret can sign as anybody.",
            )
        if not usable:
            return fail(
                "the key set is empty: the project signs with a shared secret",
                f"Move the project to signing keys (Project settings, JWT keys), or put {JWT_SECRET}.",
            )
        return ok(f"{len(usable)} keys ({algorithms})")

    return DeploymentCheck("supabase sign-in keys", "GET /auth/v1/.well-known/jwks.json", ask)
