"""The commands of ``admin``. Each is one call of the admin API, whose response is printed as JSON."""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import quote

import typer

from local.cli.admin.call import AdminCall

_Value = TypeVar("_Value")

_NANOUSD_PER_USD = 1_000_000_000
_COLLECTIONS = {
    "user": "users",
    "organization": "organizations",
    "key": "keys",
    "model": "models",
    "pool": "pools",
    "request": "request-logs",
}

Reason = Annotated[str, typer.Option(help="Reason, for the audit log.", show_default=False)]
Limit = Annotated[str, typer.Option(help="How many entries at most.")]
Cursor = Annotated[str | None, typer.Option(help="next_cursor of the previous page.")]
OrganizationFilter = Annotated[str | None, typer.Option("--organization", help="Id of an organization.")]
UserOrAddress = Annotated[
    str, typer.Argument(metavar="USER", help="E-mail address or id of the user.", show_default=False)
]
UserId = Annotated[str, typer.Argument(help="Id of the user, as in GET /portal/me.", show_default=False)]

app = typer.Typer(
    help="Operate the platform: this machine's product, or the deployment of PORTAL_ADMIN_API_URL.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def find(query: Annotated[str, typer.Argument(show_default=False)]) -> None:
    """Find accounts, keys and requests by id, e-mail address, or the start of a name or key."""
    _run(AdminCall("GET", "find", query={"q": query}))


@app.command()
def show(kind: Literal["user", "organization", "key", "request"], id: str) -> None:  # noqa: A002 (its name in the help)
    """Show a user, organization, key or request."""
    _run(AdminCall("GET", _path(_COLLECTIONS[kind], id)))


@app.command()
def pools() -> None:
    """List the pools with their routers and targets."""
    _run(AdminCall("GET", "pools"))


@app.command()
def models() -> None:
    """List the models and their states."""
    _run(AdminCall("GET", "models"))


@app.command()
def logs(
    organization_id: OrganizationFilter = None,
    key_id: Annotated[str | None, typer.Option("--key", help="Id of an API key.")] = None,
    limit: Limit = "50",
    cursor: Cursor = None,
) -> None:
    """List request logs, newest first."""
    filters = {"organization_id": organization_id, "limit": limit, "cursor": cursor, "key_id": key_id}
    _run(AdminCall("GET", "request-logs", query=_without_none(filters)))


@app.command()
def audit(
    organization_id: OrganizationFilter = None,
    target_id: Annotated[str | None, typer.Option("--target", help="Id of what was changed.")] = None,
    actor: Annotated[str | None, typer.Option(help="Id of who changed it.")] = None,
    limit: Limit = "50",
    cursor: Cursor = None,
) -> None:
    """List audit entries, newest first."""
    filters = {
        "organization_id": organization_id,
        "limit": limit,
        "cursor": cursor,
        "target_id": target_id,
        "actor": actor,
    }
    _run(AdminCall("GET", "audit-log", query=_without_none(filters)))


@app.command("set")
def set_state(
    kind: Literal["user", "organization", "key", "model", "pool"],
    id: Annotated[str, typer.Argument(help="Id; of models and pools, the name.", show_default=False)],  # noqa: A002
    state: Literal["active", "suspended", "disabled", "draining"],
    reason: Reason,
) -> None:
    """Set the state of a user, organization, key, model or pool."""
    body = {"state": state, "reason": reason}
    _run(AdminCall("PUT", _path(_COLLECTIONS[kind], id, "state"), body=body))


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a number") from None
    if not isfinite(weight):
        raise typer.BadParameter(f"{text} is not a number")
    return weight


@app.command()
def set_target(  # noqa: PLR0917 (each is an option of the command)
    id: Annotated[str, typer.Argument(help="tgt_…, or rtr_… for all of a router.", show_default=False)],  # noqa: A002
    reason: Reason,
    state: Annotated[Literal["active", "disabled", "draining"] | None, typer.Option()] = None,
    weight: Annotated[
        float | None,
        typer.Option(parser=_weight, metavar="FLOAT", help="Share of the requests, 0.01 to 100."),
    ] = None,
    tier: Annotated[int | None, typer.Option(help="Requests go to the lowest tier with room.")] = None,
    session_limit: Annotated[
        str | None, typer.Option(help="Concurrent requests of the session, or 'configured'.")
    ] = None,
    drain_deadline: Annotated[
        str | None, typer.Option(help="When a draining target counts as disabled (RFC 3339), or 'none'.")
    ] = None,
) -> None:
    """Set state, weight, tier or limit of a target or of a whole router. `admin pools` lists the ids."""
    body: dict[str, Any] = _without_none({"state": state, "weight": weight, "tier": tier, "reason": reason})
    if session_limit is not None:
        body["session_limit"] = None if session_limit == "configured" else _whole_number(session_limit)
    if drain_deadline is not None:
        body["drain_deadline"] = None if drain_deadline == "none" else drain_deadline
    _run(AdminCall("PUT", _path("routers" if id.startswith("rtr_") else "targets", id), body=body))


@app.command()
def plan(organization: str, plan: str, reason: Reason) -> None:
    """Change the plan of an organization."""
    body = {"plan": plan, "reason": reason}
    _run(AdminCall("PUT", _path("organizations", organization, "plan"), body=body))


def _path(*names: str) -> str:
    """Return the names as one path, in which each stays one name: an id with a slash names nothing else."""
    if any(name in {"", ".", ".."} for name in names):
        raise typer.BadParameter("the id is not one")
    return "/".join(quote(name, safe="") for name in names)


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a whole number") from None


def _nanousd(usd: str) -> int:
    try:
        amount = Decimal(usd) * _NANOUSD_PER_USD
    except InvalidOperation as error:
        raise typer.BadParameter(f"{usd} is not an amount") from error
    if not amount.is_finite() or amount <= 0 or amount != amount.to_integral_value():
        raise typer.BadParameter(f"{usd} is not an amount above 0 with at most 9 decimals")
    return int(amount)


@app.command(
    context_settings={"ignore_unknown_options": True}
)  # parses -5 as an amount, which is then rejected
def credit(
    organization: str,
    usd: Annotated[
        int, typer.Argument(parser=_nanousd, metavar="USD", help="Amount in US dollars.", show_default=False)
    ],
    reason: Reason,
    idempotency_key: Annotated[
        str | None, typer.Option(help="Repeating a grant with the same key adds no credit.")
    ] = None,
) -> None:
    """Grant credit to an organization."""
    body = {"amount_nanousd": usd, "reason": reason}
    path = _path("organizations", organization, "credits")
    _run(AdminCall("POST", path, body=body, idempotency_key=idempotency_key))


@app.command()
def appoint(user: UserOrAddress, reason: Reason) -> None:
    """Give a user the operator role. Requires the secret key of the database."""
    _set_operator(user, reason, is_admin=True)


@app.command()
def dismiss(user: UserOrAddress, reason: Reason) -> None:
    """Remove a user's operator role. Requires the secret key of the database."""
    _set_operator(user, reason, is_admin=False)


def _run(call: AdminCall) -> None:
    from local.cli.admin.api import send
    from local.cli.context import load_state
    from local.stack.settings import LocalSettings

    settings = LocalSettings()
    _print_json(send(call, settings, load_state(settings)))


def _set_operator(user: str, reason: str, *, is_admin: bool) -> None:
    from local.cli.admin.operators import set_operator
    from local.cli.context import load_state
    from local.stack.settings import LocalSettings

    settings = LocalSettings()
    _print_json(set_operator(user, reason, settings, load_state(settings), is_admin=is_admin))


def _print_json(value: Any) -> None:
    import json

    json.dump(value, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def _without_none(values: dict[str, _Value | None]) -> dict[str, _Value]:
    return {name: value for name, value in values.items() if value is not None}
