"""Settings of the pool monitor, read from its environment once, in its entry."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field, SecretStr

from portal.database.roles import DatabaseRole
from portal.database.settings import DatabaseSettings
from portal.observability.levels import LogLevel


class PoolMonitorSettings(DatabaseSettings):
    """Environment of the pool monitor. Variables are ``PORTAL_`` + the field in capitals.

    The ``*_json`` maps are those of the gateway.
    """

    database_role = DatabaseRole.POOL_MONITOR

    router_pools_json: SecretStr
    """Alias → router URL or list of them."""
    router_model_sessions_json: SecretStr = SecretStr("")
    """Alias → router session id or list of them."""
    router_model_auth_keys_json: SecretStr = SecretStr("")
    """Alias → auth key that the routers of the alias require."""
    router_session_auth_keys_json: SecretStr = SecretStr("")
    """Session id → auth key that the router requires; takes precedence over the alias's."""
    router_model_wires_json: str = ""
    """Alias → ``v3`` or ``v4``: the wire that its routers speak."""
    router_session_limits_json: str = ""
    """Concurrent requests of a session, for all or by session id."""
    shared_table: str = ""
    """Name of the DynamoDB table of what environments share. Empty: nothing is shared."""
    shared_table_endpoint: AnyHttpUrl | None = None
    """URL of a DynamoDB server other than AWS."""
    aws_region: str = Field(default="us-east-1", validation_alias="AWS_REGION")
    """The function's region; Lambda sets it."""
    metrics_namespace: str = ""
    """CloudWatch namespace of the monitor's metrics. Empty: no metrics are written."""
    log_level: LogLevel = "INFO"
    """Lowest level that this project's code logs."""
