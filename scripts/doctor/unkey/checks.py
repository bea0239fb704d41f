"""The checks of Unkey."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import httpx

from portal.keys import KEY_PREFIX
from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped, warn
from scripts.doctor.unkey.calls import Permission, UnkeyCalls
from scripts.doctor.unkey.trial import Permissions, UnkeyTrial, try_root_keys

ROOT_KEY = "PORTAL_UNKEY_ROOT_KEY"
GATEWAY_NEEDS = frozenset({"verify_key"})
CONTROL_PLANE_NEEDS = frozenset(
    {"create_key", "read_key", "read_api", "update_key", "delete_key"}
    | {"create_identity", "read_identity", "update_identity"}
)
_SECONDS = 15.0
"""The trial is sixteen calls, one after the other; an Unkey that does not answer ends it at the first."""


def unkey_checks(
    http: httpx.AsyncClient, *, base_url: str, api_id: str, gateway_key: str, control_plane_key: str
) -> list[DeploymentCheck]:
    """Return the checks of the API and of each root key, which share one trial."""
    running: list[asyncio.Task[UnkeyTrial]] = []

    async def trial() -> UnkeyTrial:
        if not running:
            gateway = UnkeyCalls(http, base_url, gateway_key)
            administration = UnkeyCalls(http, base_url, control_plane_key)
            running.append(asyncio.create_task(try_root_keys(administration, gateway, api_id)))
        return await asyncio.shield(running[0])

    missing = _missing(api_id, gateway_key, control_plane_key)

    async def api() -> CheckAnswer:
        return missing or _api(await trial())

    async def gateway() -> CheckAnswer:
        return _after(missing) or _root_key((await trial()).gateway, GATEWAY_NEEDS)

    async def control_plane() -> CheckAnswer:
        return _after(missing) or _root_key((await trial()).control_plane, CONTROL_PLANE_NEEDS)

    advice = "Check UnkeyBaseUrl, and Unkey's status."

    def check(name: str, asked: str, ask: object) -> DeploymentCheck:
        return DeploymentCheck(name, asked, ask, advice, _SECONDS)  # type: ignore[arg-type]

    return [
        check("unkey api", f"{base_url}: create a disabled key in {api_id or 'no API'}, and delete it", api),
        check("unkey root key of the gateway", f"has it exactly {_names(GATEWAY_NEEDS)}?", gateway),
        check(
            "unkey root key of the control plane",
            f"has it exactly {_names(CONTROL_PLANE_NEEDS)}?",
            control_plane,
        ),
    ]


def _missing(api_id: str, gateway_key: str, control_plane_key: str) -> CheckAnswer | None:
    if not api_id:
        return fail("no UnkeyApiId", 'Create an API at Unkey, and name it: PARAMETERS="UnkeyApiId=api_…".')
    if not gateway_key or not control_plane_key:
        whose = "gateway's" if not gateway_key else "control plane's"
        return fail(
            f"the {whose} secret has no {ROOT_KEY}",
            "Create a root key for each (docs/limits.md), and put it.",
        )
    if gateway_key == control_plane_key:
        return fail(
            "gateway and control plane have the same root key",
            "Create one for each: the gateway's may verify keys and nothing else (docs/limits.md).",
        )
    return None


def _after(missing: CheckAnswer | None) -> CheckAnswer | None:
    return missing and skipped("see unkey api")


def _api(trial: UnkeyTrial) -> CheckAnswer:
    created = trial.created
    if created is None or created.status == 429:
        return fail(
            "HTTP 429: the workspace is at its own rate limit", "Wait a minute, or take a larger plan."
        )
    if created.status == 401:
        return fail(
            "HTTP 401: Unkey does not know the control plane's root key", "Copy it again, or create another."
        )
    if created.status in {403, 404}:
        return fail(
            f"{created.said}: there is no such API, or the control plane's root key lacks create_key for it",
            "Check UnkeyApiId in Unkey's dashboard, and the permissions of the root key (docs/limits.md).",
        )
    if created.status != 200:
        return fail(f"{created.said}, and no key", "See Unkey's status.")
    if trial.prefix != KEY_PREFIX:
        return fail(
            f"a key that was asked for with the prefix {KEY_PREFIX} has another one",
            "Look at the API's key settings at Unkey; a prefix is one word, without a second underscore.",
        )
    if trial.left_behind:
        return warn(
            "the trial key could not be deleted; it is disabled and expires in two minutes",
            "The control plane's root key lacks delete_key: see its check.",
        )
    return ok(f"created a key with the prefix {KEY_PREFIX}, tried it, and deleted it")


def _root_key(found: Permissions, needs: frozenset[str]) -> CheckAnswer:
    if Permission.UNKNOWN_KEY in found.values():
        return fail("HTTP 401: Unkey does not know it", "Copy it again, or create another root key.")
    if denied := [name for name in needs if found.get(name) is Permission.REFUSED]:
        return fail(f"it lacks {_names(denied)}", "Add it to the root key at Unkey (docs/limits.md).")
    if excess := [name for name, each in found.items() if each is Permission.GRANTED and name not in needs]:
        return fail(
            f"it may also {_names(excess)}",
            "Take it away: a leaked root key shall do little (docs/limits.md).",
        )
    if untold := [name for name in needs if found.get(name) is not Permission.GRANTED]:
        return skipped(
            f"not known: {_names(untold)}", "See the other checks of Unkey, and run the doctor again."
        )
    return ok(f"it may {_names(needs)}, and nothing else that was tried")


def _names(permissions: Iterable[str]) -> str:
    return ", ".join(sorted(permissions))
