"""Errors in the shape of each dialect, and requests without a valid key."""

from __future__ import annotations

import httpx

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok
from scripts.doctor.http import json_object
from scripts.smoke.dialects import DIALECTS, SmokeDialect
from scripts.smoke.target import SmokeTarget

_SHAPE = "What stands before the API, and answers for it?"


def refusal_checks(target: SmokeTarget, model: str) -> list[DeploymentCheck]:
    checks = []
    for dialect in DIALECTS:
        checks += [_error_check(target, dialect, model), _no_key_check(target, dialect, model)]
    return [*checks, _wrong_key_check(target, model)]


def _error_check(target: SmokeTarget, dialect: SmokeDialect, model: str) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        body = dialect.body(model, "Hi") | {dialect.max_tokens: "many"}
        response = await target.post(dialect.path, body, getattr(target, dialect.headers))
        return judge_error(dialect, response, 400)

    return DeploymentCheck(
        f"error {dialect.name}", f"POST {dialect.path} with a malformed {dialect.max_tokens}", ask
    )


def _no_key_check(target: SmokeTarget, dialect: SmokeDialect, model: str) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        return judge_error(dialect, await target.post(dialect.path, dialect.body(model, "Hi"), {}), 401)

    return DeploymentCheck(f"no key {dialect.name}", f"POST {dialect.path} without a key", ask)


def _wrong_key_check(target: SmokeTarget, model: str) -> DeploymentCheck:
    dialect = DIALECTS[0]

    async def ask() -> CheckAnswer:
        headers = {"authorization": f"Bearer {wrong_key(target.key)}"}
        return judge_error(dialect, await target.post(dialect.path, dialect.body(model, "Hi"), headers), 401)

    return DeploymentCheck("wrong key", f"POST {dialect.path} with a key that nobody has", ask)


def wrong_key(key: str) -> str:
    """Return a key of the length of ``key`` that shares nothing with it but the prefix."""
    prefix = key.rpartition("_")[0]
    return f"{prefix}_{'1' * max(16, len(key) - len(prefix) - 1)}"


def judge_error(dialect: SmokeDialect, response: httpx.Response, status: int) -> CheckAnswer:
    """Return whether ``response`` is an error of ``status`` in the dialect's shape, with both request ids."""
    if response.status_code != status:
        what = "let in without a valid key" if response.is_success and status == 401 else "another status"
        return fail(f"HTTP {response.status_code} instead of {status}: {what}", _SHAPE)
    try:
        shaped = dialect.is_error(json_object(response))
    except (LookupError, TypeError, AttributeError):
        shaped = False
    if not shaped:
        return fail(f"HTTP {status}, not in the shape of {dialect.name}", _SHAPE)
    ids = [response.headers.get(name, "") for name in ("x-request-id", "request-id")]
    if not all(ids) or ids[0] != ids[1]:
        return fail(f"HTTP {status} without one id in x-request-id and request-id", "What drops headers?")
    return ok(f"HTTP {status} in the shape of {dialect.name}, {ids[0]}")
