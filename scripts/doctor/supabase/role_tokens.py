"""The token of each function: whose role, of which project, until when, signed by whom?"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import jwt

from portal.sessions.signing_keys import ALGORITHMS
from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, warn
from scripts.doctor.http import json_object
from scripts.doctor.supabase import FUNCTION_ROLES, ROLE_TOKEN, SERVICE_KEY, project_ref

_DAY = 86_400
RENEW_DAYS = 30
"""A token that ends sooner is worth a warning."""


def token_checks(
    http: httpx.AsyncClient,
    url: str,
    functions: Mapping[str, Mapping[str, str]],
    *,
    jwt_secret: str = "",
    clock: Callable[[], float] = time.time,
) -> list[DeploymentCheck]:
    """Return a check for each function that uses the database. ``jwt_secret`` is that of HS256 projects."""

    def check(function: str, role: str) -> DeploymentCheck:
        async def ask() -> CheckAnswer:
            settings = functions.get(function, {})
            answer = judge(settings, role, url, clock())
            if answer is not None:
                return answer
            return await _signature(http, url, settings[ROLE_TOKEN], jwt_secret) or _expiry(
                settings[ROLE_TOKEN], role, clock()
            )

        return DeploymentCheck(
            f"supabase token of {function}", f"its claims and its signature: is it of the role {role}?", ask
        )

    return [check(function, role) for function, role in FUNCTION_ROLES.items()]


def judge(settings: Mapping[str, str], role: str, url: str, now: float) -> CheckAnswer | None:
    """Return what is wrong with a function's token by its claims, None if nothing is."""
    token = settings.get(ROLE_TOKEN, "")
    if not token:
        held = f" and holds {SERVICE_KEY}, which may do everything" if settings.get(SERVICE_KEY) else ""
        return fail(
            f"its secret has no {ROLE_TOKEN}{held}",
            f"Make a token of the role {role} (make database-tokens), and put it.",
        )
    if settings.get(SERVICE_KEY):
        return warn(
            f"its secret holds {SERVICE_KEY}, which may do everything", "Remove it, and revoke the key."
        )
    try:
        claims = read_claims(token)
    except jwt.PyJWTError:
        return fail(
            f"{ROLE_TOKEN} is not a JSON Web Token",
            f"Make a token of the role {role} (make database-tokens), and put it.",
        )
    if claims.get("role") != role:
        known = (
            claims.get("role") if claims.get("role") in {*FUNCTION_ROLES.values(), *_BUILT_IN} else "another"
        )
        return fail(f"it is of the role {known}", f"Put that of {role} (make database-tokens).")
    ref = project_ref(url)
    if ref and claims.get("ref", ref) != ref:
        return fail("it names another project (claim ref)", f"Sign one for the project {ref}.")
    expires = claims.get("exp")
    if isinstance(expires, int | float) and expires <= now:
        ago = (now - expires) / _DAY
        return fail(
            f"it expired {ago:.1f} days ago",
            "Sign another, put it, and start the functions anew (make rotate).",
        )
    return None


_BUILT_IN = ("anon", "authenticated", "service_role")


def read_claims(token: str) -> dict[str, Any]:
    """Return the claims without checking anything. Raises jwt.PyJWTError."""
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False, "verify_exp": False})
    return claims


async def _signature(http: httpx.AsyncClient, url: str, token: str, jwt_secret: str) -> CheckAnswer | None:
    header = jwt.get_unverified_header(token)
    advice = (
        "Sign it with a key that the project has imported (Project settings, JWT keys), and name it as kid."
    )
    if header.get("alg") == "HS256":
        if not jwt_secret:
            return None  # only the project can tell; the calls with it do
        return (
            None
            if _is_signed(token, jwt_secret, ("HS256",))
            else fail("its signature is not of the JWT secret", advice)
        )
    keys = json_object(await http.get(f"{url}/auth/v1/.well-known/jwks.json")).get("keys")
    listed = {key.get("kid"): key for key in keys if isinstance(key, dict)} if isinstance(keys, list) else {}
    key = listed.get(header.get("kid"))
    if key is None:
        return fail("the project's key set does not have the key that signed it", advice)
    try:
        signed = _is_signed(token, jwt.PyJWK(key).key, ALGORITHMS)
    except jwt.PyJWTError:
        signed = False
    return None if signed else fail("its signature is wrong", advice)


def _is_signed(token: str, key: Any, algorithms: tuple[str, ...]) -> bool:
    try:
        jwt.decode(
            token, key, algorithms=list(algorithms), options={"verify_aud": False, "verify_exp": False}
        )
    except jwt.PyJWTError:
        return False
    return True


def _expiry(token: str, role: str, now: float) -> CheckAnswer:
    expires = read_claims(token).get("exp")
    if not isinstance(expires, int | float):
        return warn(
            f"role {role}, and it never expires", "Sign one with an expiry, and note the day to renew it."
        )
    days = (expires - now) / _DAY
    if days < RENEW_DAYS:
        return warn(f"role {role}, for another {days:.1f} days", "Sign and put another before it ends.")
    return ok(f"role {role}, for another {days:.0f} days, signed by the project's keys")
