"""Choosing the collaborators of the pool monitor by its settings."""

from __future__ import annotations

from functions.pool_monitor.settings import PoolMonitorSettings
from portal.observability.levels import set_log_level
from portal.pools import PoolMap
from portal.pools import environment as variables


def open_pools(settings: PoolMonitorSettings) -> PoolMap:
    """Return the configured pools. Raises ConfigurationError."""
    set_log_level(settings.log_level)
    return variables.pool_map(
        {
            variables.POOLS: settings.router_pools_json.get_secret_value(),
            variables.SESSIONS: settings.router_model_sessions_json.get_secret_value(),
            variables.MODEL_KEYS: settings.router_model_auth_keys_json.get_secret_value(),
            variables.SESSION_KEYS: settings.router_session_auth_keys_json.get_secret_value(),
        }
    )
