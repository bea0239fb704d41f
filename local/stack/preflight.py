"""Checks of the settings, and of a Supabase project, before anything is started."""

from __future__ import annotations

import json
from collections.abc import Mapping

from functions.control_plane.settings import ControlPlaneSettings, KeyUpkeepSettings
from functions.gateway.settings import GatewaySettings
from functions.pool_monitor.settings import PoolMonitorSettings
from functions.usage_rollup.settings import IngestSettings, MaintenanceSettings
from local.supabase.role_tokens import VARIABLE as ROLE_TOKENS
from portal.configuration.json_setting import ConfigurationError
from portal.database import connect
from portal.database.roles import DatabaseRole
from portal.database.settings import DatabaseSettings
from portal.errors import DatabaseUnavailable, PolicyUnavailable, PortalError
from portal.policy.supabase import SupabasePolicySource
from portal.pools import environment as pools

_PROJECT_SECONDS = 10.0
"""Longer than a request may wait: a paused project and the first connection to it take seconds."""

_POOL_SETTINGS = (
    pools.SESSIONS,
    pools.MODEL_KEYS,
    pools.SESSION_KEYS,
    pools.SESSION_LIMITS,
    pools.UNARY_MODELS,
)
_SETTINGS_CLASSES: tuple[type[DatabaseSettings], ...] = (
    GatewaySettings,
    ControlPlaneSettings,
    KeyUpkeepSettings,
    IngestSettings,
    MaintenanceSettings,
    PoolMonitorSettings,
)


class NotReady(RuntimeError):
    """A setting is invalid, or the server that it names does not answer. The message names the setting."""


def check_settings(own: Mapping[str, str], added: Mapping[str, str]) -> None:
    """Read the settings as the functions will: the environment ``own``, and ``added`` to it.

    Raises NotReady, and pydantic's ValidationError for an invalid value.
    """
    if not own.get(pools.POOLS):
        for name in _POOL_SETTINGS:
            if own.get(name):
                raise NotReady(
                    f"{name} is set, so {pools.POOLS} must be set too: the simulator has sessions and keys "
                    "of its own."
                )
    environment = {**own, **added}
    try:
        pools.pool_map(environment)
    except ConfigurationError as error:
        raise NotReady(str(error)) from None
    tokens: Mapping[str, str] = json.loads(environment[ROLE_TOKENS])
    for settings_class in _SETTINGS_CLASSES:
        names = {field: f"PORTAL_{field.upper()}" for field in settings_class.model_fields}
        values = {field: environment[name] for field, name in names.items() if name in environment}
        token = tokens.get(settings_class.database_role, "")
        settings_class.model_validate(values | {"supabase_role_token": token})
    if environment.get("PORTAL_AUTH_PROVIDER") == "clerk" and not environment.get("PORTAL_CLERK_ISSUER"):
        raise NotReady("PORTAL_AUTH_PROVIDER is clerk, so PORTAL_CLERK_ISSUER must be set too.")
    if environment.get("PORTAL_UNKEY_ROOT_KEY") and not environment.get("PORTAL_UNKEY_API_ID"):
        raise NotReady("PORTAL_UNKEY_ROOT_KEY is set, so PORTAL_UNKEY_API_ID must be set too.")


async def check_project(url: str, publishable_key: str, tokens: Mapping[str, str]) -> None:
    """Read the policy snapshot from a Supabase project, as the gateway does. Raises NotReady."""
    token = tokens[DatabaseRole.GATEWAY]
    database = connect(url, publishable_key, token=token, call_seconds=_PROJECT_SECONDS)
    try:
        await SupabasePolicySource(database, timeout_seconds=_PROJECT_SECONDS).fetch()
    except (PolicyUnavailable, DatabaseUnavailable) as error:
        raise NotReady(
            f"PORTAL_SUPABASE_URL: the project at {url} does not return the policy snapshot "
            f"({_root_cause(error)}). Is the address right, is PORTAL_SUPABASE_PUBLISHABLE_KEY its key, does "
            "it trust the key that signed PORTAL_SUPABASE_ROLE_TOKENS, and have supabase/migrations been "
            "applied to it?"
        ) from None
    except PortalError as error:
        raise NotReady(f"PORTAL_SUPABASE_URL: {error.message}") from None
    finally:
        await database.aclose()


def _root_cause(error: BaseException) -> BaseException:
    while error.__cause__ is not None:
        error = error.__cause__
    return error
