"""Are the models of the router maps those of the database?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import httpx

from scripts.checks import CheckAnswer, DeploymentCheck, ok, skipped, warn
from scripts.doctor.supabase import PUBLISHABLE_KEY, ROLE_TOKEN
from scripts.doctor.supabase.data_api import Access, DataCall, access_of

_CALL = DataCall("policy_snapshot", {})


def catalogue_check(
    http: httpx.AsyncClient, url: str, settings: Mapping[str, str], aliases: Collection[str]
) -> DeploymentCheck:
    """``settings`` are the gateway's, ``aliases`` those of its router maps."""

    async def ask() -> CheckAnswer:
        key, token = settings.get(PUBLISHABLE_KEY, ""), settings.get(ROLE_TOKEN, "")
        if not (url and key and token):
            return skipped("without address, publishable key and role token nothing can be asked")
        response = await _CALL.send(http, url, key, token)
        if access_of(response) is not Access.ALLOWED:
            return skipped("the gateway's token is refused", "See the check of its access.")
        return judge_catalogue(response.json(), aliases)

    return DeploymentCheck("router models", "policy_snapshot, beside the router maps", ask)


def judge_catalogue(snapshot: object, aliases: Collection[str]) -> CheckAnswer:
    models = snapshot.get("models", ()) if isinstance(snapshot, dict) else ()
    states = {str(model["alias"]): str(model["state"]) for model in models}
    if unknown := sorted(set(aliases) - states.keys()):
        return warn(
            f"not in the database: {', '.join(unknown)}; nobody is offered them",
            "Insert them into router_pool_models (docs/architecture.md, A model of a known family).",
        )
    active = {alias for alias, state in states.items() if state == "active"}
    if unserved := sorted(active - set(aliases)):
        return warn(
            f"active in the database, without a router: {', '.join(unserved)}", "Add or disable them."
        )
    return ok(f"all {len(aliases)} are in the database, {len(active & set(aliases))} of them active")
