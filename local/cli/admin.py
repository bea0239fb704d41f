"""``python -m local admin``: what an operator does, against this machine's product or any deployment."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TextIO

import httpx

from local.cli.api_errors import error_of, request_of
from local.stack.settings import LocalSettings
from local.stack.state import Secrets, State

_TIMEOUT = httpx.Timeout(30.0, connect=5.0)
_NANOUSD = 1_000_000_000
_PLACES = {
    "user": "users",
    "organization": "organizations",
    "key": "keys",
    "model": "models",
    "pool": "pools",
}


class AdminFailed(RuntimeError):
    """Nothing was done, or nobody knows. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the admin API; ``query`` and ``body`` hold what was given."""

    method: str
    path: str
    query: Mapping[str, str] | None = None
    body: Mapping[str, Any] | None = None
    idempotency_key: str | None = None


def add_arguments(admin: argparse.ArgumentParser) -> None:
    """Describe the commands: each sets ``call`` to a function from its options to a ``Call``."""
    todo = admin.add_subparsers(required=True, metavar="ACTION")

    find = todo.add_parser("find", help="find by id, e-mail address, begin of a name or of a key")
    find.add_argument("query")
    find.set_defaults(call=lambda given: Call("GET", "find", query={"q": given.query}))

    show = todo.add_parser("show", help="look at a user, organization, key or request")
    show.add_argument("kind", choices=("user", "organization", "key", "request"))
    show.add_argument("id")
    show.set_defaults(call=lambda given: Call("GET", _shown(given.kind, given.id)))

    for name in ("pools", "models"):
        todo.add_parser(name, help=f"list the {name} and their states").set_defaults(
            call=lambda _, name=name: Call("GET", name)
        )

    logs = todo.add_parser("logs", help="list request logs, newest first")
    audit = todo.add_parser("audit", help="read the audit log, newest first")
    for parser in (logs, audit):
        parser.add_argument("--organization", dest="organization_id")
        parser.add_argument("--limit", default="50")
        parser.add_argument("--cursor", help="next_cursor of the page before")
    logs.add_argument("--key", dest="key_id")
    logs.set_defaults(call=lambda given: Call("GET", "request-logs", query=_given(given, "key_id")))
    audit.add_argument("--target", dest="target_id", help="id of what was acted on")
    audit.add_argument("--actor", help="id of who acted")
    audit.set_defaults(call=lambda given: Call("GET", "audit-log", query=_given(given, "target_id", "actor")))

    state = todo.add_parser("set", help="put a user, organization, key, model or pool into a state")
    state.add_argument("kind", choices=tuple(_PLACES))
    state.add_argument("id", help="id; of models and pools, the name")
    state.add_argument("state", choices=("active", "suspended", "disabled", "draining"))
    state.set_defaults(
        call=lambda given: Call(
            "PUT",
            f"{_PLACES[given.kind]}/{given.id}/state",
            body={"state": given.state, "reason": given.reason},
        )
    )

    target = todo.add_parser("set-target", help="put one router of a pool into a state")
    target.add_argument("pool")
    target.add_argument("url", help="as configured at the gateway")
    target.add_argument("state", choices=("active", "disabled", "draining"))
    target.set_defaults(
        call=lambda given: Call(
            "PUT",
            f"pools/{given.pool}/target-state",
            body={"url": given.url, "state": given.state, "reason": given.reason},
        )
    )

    plan = todo.add_parser("plan", help="put an organization on a plan")
    plan.add_argument("organization")
    plan.add_argument("plan")
    plan.set_defaults(
        call=lambda given: Call(
            "PUT",
            f"organizations/{given.organization}/plan",
            body={"plan": given.plan, "reason": given.reason},
        )
    )

    credit = todo.add_parser("credit", help="grant an organization credit")
    credit.add_argument("organization")
    credit.add_argument("usd", type=_nanousd, help="how much, in US dollars")
    credit.add_argument("--idempotency-key", help="repeating a grant with the same key adds nothing")
    credit.set_defaults(
        call=lambda given: Call(
            "POST",
            f"organizations/{given.organization}/credits",
            body={"amount_nanousd": given.usd, "reason": given.reason},
            idempotency_key=given.idempotency_key,
        )
    )

    appoint = todo.add_parser("appoint", help="make a user an operator, with the database's secret key")
    dismiss = todo.add_parser("dismiss", help="make a user an operator no longer, with the same")
    for parser, is_admin in ((appoint, True), (dismiss, False)):
        parser.add_argument("user", help="id of the user, as in GET /portal/me")
        parser.set_defaults(is_admin=is_admin, call=None)

    for parser in (state, target, plan, credit, appoint, dismiss):
        parser.add_argument("--reason", required=True, help="why, for the audit log")


def admin(given: argparse.Namespace, settings: LocalSettings, state: State, out: TextIO) -> None:
    """Do what ``given`` says and write the answer as JSON. Raises AdminFailed."""
    with httpx.Client(timeout=_TIMEOUT, trust_env=settings.admin_api_url is not None) as client:
        try:
            if given.call is None:
                answer = _appoint(client, given, settings, state)
            else:
                answer = _send(client, given.call(given), settings, state)
        except httpx.HTTPError as error:
            raise AdminFailed(f"No answer came ({error}).") from error
    json.dump(answer, out, indent=2, ensure_ascii=False)
    out.write("\n")


def _send(client: httpx.Client, call: Call, settings: LocalSettings, state: State) -> Any:
    url, token = _deployment(client, settings, state)
    headers = {"authorization": f"Bearer {token}"}
    if call.idempotency_key is not None:
        headers["idempotency-key"] = call.idempotency_key
    return _body(
        client.request(
            call.method, f"{url}/portal/admin/{call.path}", params=call.query, json=call.body, headers=headers
        )
    )


def _deployment(client: httpx.Client, settings: LocalSettings, state: State) -> tuple[str, str]:
    """Return the API's address and an operator's token: as set, or the demo account's on this machine."""
    token = settings.admin_token
    if settings.admin_api_url is not None:
        if token is None:
            raise AdminFailed("PORTAL_ADMIN_TOKEN is not set: an operator's access token is needed.")
        return str(settings.admin_api_url).rstrip("/"), token.get_secret_value()
    access = state.access()
    if access is None:
        raise AdminFailed("There is no API here: start one with `make dev`, or set PORTAL_ADMIN_API_URL.")
    if token is not None:
        return access.api_url, token.get_secret_value()
    answer = client.post(
        f"{access.supabase_url}/auth/v1/token?grant_type=password",
        json={"email": access.email, "password": access.password},
        headers={"apikey": access.supabase_publishable_key},
    )
    return access.api_url, str(_body(answer)["access_token"])


def _appoint(client: httpx.Client, given: argparse.Namespace, settings: LocalSettings, state: State) -> Any:
    if settings.supabase_url is not None and settings.supabase_secret_key is not None:
        url, key = str(settings.supabase_url).rstrip("/"), settings.supabase_secret_key.get_secret_value()
    else:
        access = state.access()
        if access is None:
            raise AdminFailed("Set PORTAL_SUPABASE_URL and PORTAL_SUPABASE_SECRET_KEY, or start `make dev`.")
        secrets: Secrets = state.secrets()
        url, key = access.supabase_url, secrets.supabase_secret_key
    answer = _body(
        client.post(
            f"{url}/rest/v1/rpc/set_platform_admin",
            json={
                "p_user_id": given.user,
                "p_is_admin": given.is_admin,
                "p_actor": "system",
                "p_reason": given.reason,
            },
            headers={"apikey": key, "authorization": f"Bearer {key}"},
        )
    )
    if answer.get("outcome") != "done":
        raise AdminFailed("There is no such user.")
    return {"user_id": given.user, "platform_admin": given.is_admin}


def _body(answer: httpx.Response) -> Any:
    try:
        body = answer.json()
    except ValueError:
        body = {}
    if answer.is_success:
        return body
    said = error_of(body) or answer.text[:300]
    raise AdminFailed(f"The answer was {answer.status_code}: {said}{request_of(answer)}")


def _shown(kind: str, id_: str) -> str:
    return f"request-logs/{id_}" if kind == "request" else f"{_PLACES[kind]}/{id_}"


def _given(options: argparse.Namespace, *names: str) -> dict[str, str]:
    values = {name: getattr(options, name) for name in ("organization_id", "limit", "cursor", *names)}
    return {name: value for name, value in values.items() if value is not None}


def _nanousd(text: str) -> int:
    try:
        amount = Decimal(text) * _NANOUSD
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"{text} is no amount") from error
    if not amount.is_finite() or amount <= 0 or amount != amount.to_integral_value():
        raise argparse.ArgumentTypeError(f"{text} is no amount above 0 in whole billionths")
    return int(amount)
