"""The checks of the router maps: well-formed, known to the database, and each router and session in order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from urllib.parse import urlsplit

import httpx

from portal.configuration.json_setting import ConfigurationError
from portal.pools import PoolMap, Target
from portal.pools.environment import DEFAULT_MODEL, POOLS, pool_map
from portal.router import RouterClient
from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped
from scripts.doctor.routers.canary import CANARY_SECONDS, send_canary
from scripts.doctor.routers.catalogue import catalogue_check
from scripts.doctor.routers.status import router_status, without_key


def router_checks(
    http: httpx.AsyncClient,
    router: RouterClient,
    settings: Mapping[str, str],
    *,
    default_model: str,
    supabase_url: str = "",
) -> list[DeploymentCheck]:
    """Return the checks of the maps, and of each router and session if the maps can be read.

    ``settings`` are the gateway's, from its secrets; ``default_model`` is the parameter.
    """
    if not settings.get(POOLS):
        return [_maps(_answer(skipped(f"no secret holds {POOLS}", "Put the secret of the routers.")))]
    try:
        pools = pool_map({**settings, DEFAULT_MODEL: default_model})
    except ConfigurationError as error:
        return [_maps(_answer(fail(str(error), "The gateway does not start with it: correct the secret.")))]
    checks = [_maps(_answer(_described(pools, default_model)))]
    checks.append(catalogue_check(http, supabase_url, settings, pools.pools.keys()))
    checks += _status_checks(http, pools)
    checks += _canary_checks(router, pools)
    return checks


def _described(pools: PoolMap, default_model: str) -> CheckAnswer:
    models = ", ".join(sorted(pools.pools))
    if pools.default_model is None:
        advice = "Requests that name no model are refused: correct DefaultModel, or leave it empty."
        return fail(f"{models}; DefaultModel is {default_model}, which is none of them", advice)
    return ok(f"{models}; {pools.default_model} is the default")


def _maps(ask: Callable[[], Awaitable[CheckAnswer]]) -> DeploymentCheck:
    return DeploymentCheck("router maps", "the settings of the routers' secret, and DefaultModel", ask)


def _answer(answer: CheckAnswer) -> Callable[[], Awaitable[CheckAnswer]]:
    async def ask() -> CheckAnswer:
        return answer

    return ask


def _status_checks(http: httpx.AsyncClient, pools: PoolMap) -> list[DeploymentCheck]:
    """Return two checks for each router: its status with a key, and whether it asks for one."""
    keys: dict[str, str | None] = {}
    for pool in pools.pools.values():
        for target in pool.targets:
            keys[target.url] = keys.get(target.url) or target.auth_key
    checks = []
    for url, key in keys.items():
        advice = "Is the router up, and may this machine reach it? AWS must reach it, too: from any address."
        checks += [
            DeploymentCheck(
                f"router {url}",
                "GET /api/v1/status",
                partial(router_status, http, url, key),
                advice,
            ),
            DeploymentCheck(
                f"router {url} access",
                "its address, its key, and the same without a key",
                partial(without_key, http, url, key),
                advice,
            ),
        ]
    return checks


def _canary_checks(router: RouterClient, pools: PoolMap) -> list[DeploymentCheck]:
    """Return a check for each session and router.

    Those of one session run one after the other: some routers corrupt two requests at once.
    """
    turns: dict[tuple[str, int | None], list[tuple[str, Target]]] = {}
    for alias, pool in pools.pools.items():
        for target in pool.targets:
            turns.setdefault(_turn(target), []).append((alias, target))
    return [
        DeploymentCheck(
            f"canary {alias}, {_session(target)} of {urlsplit(target.url).netloc}",
            "one token, by the gateway's own router client",
            partial(send_canary, router, target, turn, stream=alias not in pools.unary_models),
            "Look at the router's miners and its queue.",
            seconds=CANARY_SECONDS * len(sharing) + 1,
        )
        for sharing in turns.values()
        for turn in (asyncio.Lock(),)
        for alias, target in sharing
    ]


def _turn(target: Target) -> tuple[str, int | None]:
    return ("" if target.session_id is not None else target.url, target.session_id)


def _session(target: Target) -> str:
    return "the router's choice" if target.session_id is None else f"session {target.session_id}"
