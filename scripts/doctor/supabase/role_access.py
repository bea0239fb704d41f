"""What each function's token may do: what the function needs, and nothing that another one needs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped
from scripts.doctor.supabase import FUNCTION_ROLES, PUBLISHABLE_KEY, ROLE_TOKEN
from scripts.doctor.supabase.data_api import Access, DataCall, access_of

_NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class RoleCalls:
    """Calls that change nothing: those that the role ``needs``, and those that it may not make."""

    needs: tuple[DataCall, ...]
    lacks: tuple[DataCall, ...]


_POLICY = DataCall("policy_snapshot", {})
_RECORD = DataCall("record_usage", {"p_events": []})
_EXPORT = DataCall("export_account", {"p_user_id": _NOBODY})
_USERS = DataCall("users")
_RELEASE = DataCall(
    "release_idempotency_claim", {"p_key_id": _NOBODY, "p_name_hash": "doctor", "p_request_id": "doctor"}
)

ROLE_CALLS = {
    "portal_gateway": RoleCalls((_POLICY, _RELEASE), (_RECORD, _EXPORT, _USERS)),
    "portal_control_plane": RoleCalls((_POLICY, _EXPORT, DataCall("plans"), _USERS), (_RECORD,)),
    "portal_key_upkeep": RoleCalls(
        (DataCall("keys_to_reconcile", {"p_ids": []}),), (_RECORD, _EXPORT, _USERS)
    ),
    "portal_pool_monitor": RoleCalls(
        (_POLICY, DataCall("recent_target_outcomes", {"p_since": "2026-01-01T00:00:00Z"})),
        (_RECORD, _EXPORT, _USERS),
    ),
    "portal_usage_ingest": RoleCalls(
        (_RECORD, DataCall("record_refusals", {"p_events": []})), (_POLICY, _EXPORT, _USERS)
    ),
    "portal_usage_rollup": RoleCalls(
        (DataCall("delete_expired_responses", {"p_limit": 0}),), (_RECORD, _EXPORT, _USERS)
    ),
}


def access_checks(
    http: httpx.AsyncClient, url: str, functions: Mapping[str, Mapping[str, str]]
) -> list[DeploymentCheck]:
    """Return a check for each function that uses the database."""

    def check(function: str, role: str) -> DeploymentCheck:
        calls = ROLE_CALLS[role]
        names = ", ".join(call.target for call in (*calls.needs, *calls.lacks))

        async def ask() -> CheckAnswer:
            settings = functions.get(function, {})
            key, token = settings.get(PUBLISHABLE_KEY, ""), settings.get(ROLE_TOKEN, "")
            if not (url and key and token):
                return skipped("without address, publishable key and role token nothing can be called")
            every = (*calls.needs, *calls.lacks)
            responses = await asyncio.gather(*(call.send(http, url, key, token) for call in every))
            accesses = (access_of(response) for response in responses)
            found = dict(zip((call.target for call in every), accesses, strict=True))
            return judge(calls, found, role)

        return DeploymentCheck(f"supabase access of {function}", f"calls that change nothing: {names}", ask)

    return [check(function, role) for function, role in FUNCTION_ROLES.items()]


def judge(calls: RoleCalls, found: Mapping[str, Access], role: str) -> CheckAnswer:
    """Return the verdict on ``found``: target → access."""

    def those(of: tuple[DataCall, ...], *accesses: Access) -> str:
        return ", ".join(call.target for call in of if found[call.target] in accesses)

    everything = (*calls.needs, *calls.lacks)
    if refused := those(everything, Access.NO_SESSION):
        return fail(
            f"key or token are refused ({refused})",
            "See the checks of the publishable key and of the token.",
        )
    if unanswered := those(everything, Access.NO_ANSWER):
        return fail(f"no usable answer for {unanswered}", "Check the project's status, and its API settings.")
    if missing := those(everything, Access.MISSING):
        return fail(f"the database does not have {missing}", "Apply the migrations: supabase db push.")
    if denied := those(calls.needs, Access.REFUSED):
        return fail(f"may not call {denied}, which the function needs", f"Check the grants of {role}.")
    if allowed := those(calls.lacks, Access.ALLOWED):
        return fail(
            f"may call {allowed}, which only other functions need", "Use a token of the function's own role."
        )
    return ok(f"may call what it needs ({those(calls.needs, Access.ALLOWED)}), and nothing of the others")
