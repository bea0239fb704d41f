"""The settings that the functions of the product read when they run on one machine."""

from __future__ import annotations

import json

from local.stack.addresses import Addresses
from local.stack.role_tokens import role_tokens
from local.stack.settings import LocalSettings
from local.stack.state import Secrets
from local.supabase.role_tokens import VARIABLE as ROLE_TOKENS
from portal.pools.environment import MODEL_WIRES

SESSIONS = {"oss-20b": [11, 12], "oss-120b": [21, 22], "gemma-4-26b": [31], "qwen-3.5-9b": [41]}
"""Alias → sessions of one router simulator, for the models that the migrations insert."""

ON_V4 = ("oss-20b", "oss-120b")
"""The models whose simulated routers speak wire v4, with tools and JSON output; the others speak v3."""

_NEXT_ROUTER = 100
"""What the ids of each further router's sessions are higher by."""

DEFAULT_MODEL = "oss-20b"


def pool_sessions(routers: int) -> dict[str, list[int]]:
    """Return alias → sessions with so many simulators. Each brings its own, and all lead to all of them."""
    return {
        alias: [session + _NEXT_ROUTER * router for router in range(routers) for session in sessions]
        for alias, sessions in SESSIONS.items()
    }


def function_environment(settings: LocalSettings, secrets: Secrets, servers: Addresses) -> dict[str, str]:
    """Return the variables to add to the environment. What is set there already is left out.

    Raises NoRoleTokens.
    """
    environment = {
        "PORTAL_SUPABASE_URL": servers.supabase_url,
        "PORTAL_SUPABASE_PUBLISHABLE_KEY": servers.supabase_publishable_key,
        ROLE_TOKENS: json.dumps(role_tokens(settings, secrets)),
        "PORTAL_USAGE_QUEUE_URL": servers.queue.url,
        # Everybody on one machine comes from the same network.
        "PORTAL_MAX_SIGN_UPS_PER_NETWORK": "100000",
        "PORTAL_USAGE_DEAD_LETTERS_URL": servers.queue.dead_letters_url,
    }
    if servers.supabase_jwt_secret is not None:
        environment["PORTAL_SUPABASE_JWT_SECRET"] = servers.supabase_jwt_secret
    if servers.queue.endpoint is not None:
        environment["PORTAL_USAGE_QUEUE_ENDPOINT"] = servers.queue.endpoint
    if servers.shared_table.endpoint is not None:
        environment["PORTAL_SHARED_TABLE"] = servers.shared_table.name
        environment["PORTAL_SHARED_TABLE_ENDPOINT"] = servers.shared_table.endpoint
    if settings.key_pepper is None:
        environment["PORTAL_KEY_PEPPER"] = secrets.key_pepper
    if settings.router_pools_json is None:
        sessions = pool_sessions(settings.routers)
        pools = dict.fromkeys(SESSIONS, servers.router_urls)
        auth_keys = dict.fromkeys(SESSIONS, secrets.router_key)
        environment["PORTAL_ROUTER_POOLS_JSON"] = json.dumps(pools)
        environment["PORTAL_ROUTER_MODEL_SESSIONS_JSON"] = json.dumps(sessions)
        environment["PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON"] = json.dumps(auth_keys)
        environment[MODEL_WIRES] = json.dumps(dict.fromkeys(ON_V4, "v4"))
        if settings.routers > 1:
            # One request at a time, as on routers that mix up two: the leases of sessions can be watched.
            environment["PORTAL_ROUTER_SESSION_LIMITS_JSON"] = "1"
        if settings.default_model is None:
            environment["PORTAL_DEFAULT_MODEL"] = DEFAULT_MODEL
    return environment
