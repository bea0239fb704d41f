"""Clerk, where it is the auth provider; and whether the parameters fit the provider.

Source: docs/protocols/supabase.md, "Clerk session tokens".
"""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from portal.sessions.clerk import ALGORITHMS
from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, warn
from scripts.doctor.http import json_object


def provider_check(parameters: Mapping[str, str]) -> DeploymentCheck:
    """Return the check of ``AuthProvider``, ``ClerkIssuer`` and ``AllowedOrigins`` against each other."""

    async def ask() -> CheckAnswer:
        provider, issuer = parameters.get("AuthProvider", ""), parameters.get("ClerkIssuer", "")
        if provider == "clerk" and not issuer:
            return fail(
                "AuthProvider=clerk without ClerkIssuer", "Name Clerk's Frontend API: ClerkIssuer=https://…"
            )
        if provider == "clerk" and not _named_origins(parameters):
            return warn(
                "with Clerk, AllowedOrigins=* accepts session tokens that any page asked for",
                "Name the portal's origin: AllowedOrigins=https://portal.example.com.",
            )
        if provider != "clerk" and issuer:
            return warn(f"ClerkIssuer is set, and AuthProvider is {provider}", "One of them is a mistake.")
        return ok(f"AuthProvider={provider}")

    return DeploymentCheck("sign-in parameters", "AuthProvider, ClerkIssuer, AllowedOrigins", ask)


def _named_origins(parameters: Mapping[str, str]) -> list[str]:
    origins = [each.strip() for each in parameters.get("AllowedOrigins", "*").split(",")]
    return [each for each in origins if each and each != "*"]


def clerk_checks(http: httpx.AsyncClient, issuer: str) -> list[DeploymentCheck]:
    """Return the checks of Clerk's key set and of its name for itself."""

    async def keys() -> CheckAnswer:
        response = await http.get(f"{issuer}/.well-known/jwks.json")
        listed = json_object(response).get("keys")
        if response.status_code != 200 or not isinstance(listed, list):
            return fail(
                f"HTTP {response.status_code}, and no key set",
                "ClerkIssuer is the address of the Frontend API (dashboard, API keys).",
            )
        found = [str(key.get("alg")) for key in listed if isinstance(key, dict) and key.get("kid")]
        if not any(algorithm in ALGORITHMS for algorithm in found):
            return fail(
                f"no key with {' or '.join(ALGORITHMS)}: {', '.join(found) or 'the set is empty'}",
                "Is it Clerk's address? Clerk signs with RS256.",
            )
        return ok(f"{len(found)} keys ({', '.join(sorted(set(found)))})")

    async def name() -> CheckAnswer:
        response = await http.get(f"{issuer}/.well-known/openid-configuration")
        named = json_object(response).get("issuer")
        if response.status_code != 200 or not isinstance(named, str):
            return warn(
                f"HTTP {response.status_code}: it does not say",
                "Compare iss of a session token with ClerkIssuer.",
            )
        if named != issuer:
            return fail(
                f"it calls itself {named}: tokens of this issuer will be refused",
                f"Set ClerkIssuer={named}.",
            )
        return ok(f"tokens name it as {named}")

    return [
        DeploymentCheck("clerk keys", f"GET {issuer}/.well-known/jwks.json", keys, "Check ClerkIssuer."),
        DeploymentCheck(
            "clerk issuer", f"GET {issuer}/.well-known/openid-configuration", name, "Check ClerkIssuer."
        ),
    ]
