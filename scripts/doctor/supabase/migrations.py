"""Are the migrations of this checkout applied to the project, and none that it does not have?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import httpx

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped, warn
from scripts.deployment.stacks import ROOT
from scripts.doctor.supabase import FUNCTION_ROLES, PUBLISHABLE_KEY, ROLE_TOKEN
from scripts.doctor.supabase.data_api import Access, DataCall, access_of

_CALL = DataCall("applied_migrations", {})
_PUSH = "supabase link, then supabase db push --include-all."
_VERSION = re.compile(r"[0-9]+")


def migration_versions(folder: Path = ROOT / "supabase" / "migrations") -> list[str]:
    """Return the versions of the migrations, which are the numbers at the start of their names."""
    return sorted(path.name.partition("_")[0] for path in folder.glob("*.sql"))


def migration_check(
    http: httpx.AsyncClient,
    url: str,
    functions: Mapping[str, Mapping[str, str]],
    wanted: list[str],
) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        sessions = [functions.get(function, {}) for function in FUNCTION_ROLES]
        sessions = [each for each in sessions if each.get(PUBLISHABLE_KEY) and each.get(ROLE_TOKEN)]
        if not (url and sessions):
            return skipped("without address, publishable key and a role token nothing can be asked")
        for each in sessions:
            response = await _CALL.send(http, url, each[PUBLISHABLE_KEY], each[ROLE_TOKEN])
            access = access_of(response)
            if access is Access.ALLOWED:
                applied = response.json() if response.content else None
                return _verdict(applied, wanted)
            if access is Access.MISSING:
                return fail(
                    "the database has no function applied_migrations", f"Apply the migrations: {_PUSH}"
                )
        return skipped("no token is accepted", "See the checks of the tokens.")

    return DeploymentCheck("supabase migrations", "the applied versions (applied_migrations)", ask)


def _verdict(applied: object, wanted: list[str]) -> CheckAnswer:
    if not isinstance(applied, list):
        return warn(
            "the project keeps no record of migrations: they were applied by hand",
            "The checks of access show whether its functions are there. Better: supabase db push.",
        )
    known = {str(version) for version in applied if _VERSION.fullmatch(str(version))}
    if missing := [version for version in wanted if version not in known]:
        return fail(f"not applied: {', '.join(missing)}", f"{_PUSH} Then deploy the code.")
    if newer := sorted(known - set(wanted)):
        return warn(
            f"applied, but not in this checkout: {', '.join(newer)}",
            "Deploy a checkout that has them, unless you mean to roll the code back.",
        )
    return ok(f"all {len(wanted)} are applied, the last is {wanted[-1] if wanted else 'none'}")
