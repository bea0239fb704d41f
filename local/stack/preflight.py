"""What can be known to be wrong before anything is started."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_settings import BaseSettings

from functions.control_plane.settings import ControlPlaneSettings
from functions.gateway.settings import GatewaySettings
from functions.usage_rollup.settings import IngestSettings, MaintenanceSettings
from portal.configuration.json_setting import ConfigurationError
from portal.database import connect
from portal.errors import DatabaseUnavailable, PolicyUnavailable, PortalError
from portal.policy.supabase import SupabasePolicySource
from portal.pools import environment as pools

_PATIENCE_SECONDS = 10.0
"""A project that slept, and the first connection to it, take longer than a request may wait."""

_OF_THE_POOLS = (pools.SESSIONS, pools.MODEL_KEYS, pools.SESSION_KEYS, pools.SESSION_LIMITS)
_FUNCTIONS: tuple[type[BaseSettings], ...] = (
    GatewaySettings,
    ControlPlaneSettings,
    IngestSettings,
    MaintenanceSettings,
)


class NotReady(RuntimeError):
    """A setting is wrong, or what it names does not answer. The message is a sentence that names it."""


def check_settings(own: Mapping[str, str], told: Mapping[str, str]) -> None:
    """Read the settings as the functions will: ``own`` is the environment, ``told`` what is added to it.

    Raises NotReady, and pydantic's ValidationError for a single value.
    """
    if not own.get(pools.POOLS):
        for name in _OF_THE_POOLS:
            if own.get(name):
                raise NotReady(
                    f"{name} is set, so {pools.POOLS} must be set too: the simulator has sessions and keys "
                    "of its own."
                )
    environment = {**own, **told}
    try:
        pools.pool_map(environment)
    except ConfigurationError as error:
        raise NotReady(str(error)) from None
    for function in _FUNCTIONS:
        names = {field: f"PORTAL_{field.upper()}" for field in function.model_fields}
        given = {field: environment[name] for field, name in names.items() if name in environment}
        function.model_validate(given)
    if environment.get("PORTAL_AUTH_PROVIDER") == "clerk" and not environment.get("PORTAL_CLERK_ISSUER"):
        raise NotReady("PORTAL_AUTH_PROVIDER is clerk, so PORTAL_CLERK_ISSUER must be set too.")
    if environment.get("PORTAL_UNKEY_ROOT_KEY") and not environment.get("PORTAL_UNKEY_API_ID"):
        raise NotReady("PORTAL_UNKEY_ROOT_KEY is set, so PORTAL_UNKEY_API_ID must be set too.")


async def check_project(url: str, secret_key: str) -> None:
    """Ask a Supabase project the one question that the gateway will. Raises NotReady."""
    database = connect(url, secret_key, call_seconds=_PATIENCE_SECONDS)
    try:
        await SupabasePolicySource(database, timeout_seconds=_PATIENCE_SECONDS).fetch()
    except (PolicyUnavailable, DatabaseUnavailable) as error:
        raise NotReady(
            f"PORTAL_SUPABASE_URL: the project at {url} gives no policy ({error.__cause__ or error}). Is the "
            "address right, is PORTAL_SUPABASE_SECRET_KEY one of its keys, and have supabase/migrations "
            "been applied to it?"
        ) from None
    except PortalError as error:
        raise NotReady(f"PORTAL_SUPABASE_URL: {error.message}") from None
    finally:
        await database.aclose()
