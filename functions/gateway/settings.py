"""All environment variables of the gateway, read once in ``app.py``."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field, SecretStr

from portal.database.roles import DatabaseRole
from portal.database.settings import DatabaseSettings
from portal.observability.levels import LogLevel


class GatewaySettings(DatabaseSettings):
    """Environment of the gateway: ``PORTAL_`` + the field in capitals.

    ``portal.pools.environment`` parses the ``*_json`` maps; its errors name the variable and the faulty
    entry.
    """

    database_role = DatabaseRole.GATEWAY

    key_pepper: SecretStr | None = None
    """Secret with which the local issuer hashes keys. Required unless Unkey is configured."""
    unkey_root_key: SecretStr | None = None
    """Root key of Unkey that may only verify the keys of our API. Unset: the local issuer is used."""
    unkey_base_url: AnyHttpUrl = AnyHttpUrl("https://api.unkey.com")
    """Base URL of Unkey."""
    edge_secret: SecretStr | None = None
    """What the distribution before a function URL sends in ``x-portal-edge``. Unset: there is none."""
    usage_queue_url: str
    """The SQS queue for usage events."""
    usage_queue_endpoint: AnyHttpUrl | None = None
    """Endpoint of SQS, if it is not AWS's."""
    shared_table: str = ""
    """Name of the DynamoDB table of what environments share. Empty: nothing is shared."""
    shared_table_endpoint: AnyHttpUrl | None = None
    """URL of a DynamoDB server other than AWS."""
    aws_region: str = Field(default="us-east-1", validation_alias="AWS_REGION")
    """The function's region; Lambda sets it."""
    router_pools_json: SecretStr
    """Alias → router URL or list of them."""
    router_model_sessions_json: SecretStr = SecretStr("")
    """Alias → router session id or list of them."""
    router_model_auth_keys_json: SecretStr = SecretStr("")
    """Alias → auth key of the router."""
    router_session_auth_keys_json: SecretStr = SecretStr("")
    """Session id → auth key of the router; overrides the alias's key."""
    router_model_unary_json: str = ""
    """Alias → true where its routers stream badly: whole answers are then asked for as such."""
    router_model_wires_json: str = ""
    """Alias → ``v3`` or ``v4``: the wire that its routers speak; ``v4`` carries tools and JSON output."""
    router_model_names_json: str = ""
    """Other name, or its beginning and ``*`` → alias, for clients that cannot be told which model to call."""
    router_session_limits_json: str = ""
    """Concurrent requests per router session: one number for all, or session id → number."""
    session_wait_seconds: float = Field(default=2.0, ge=0, le=30)
    """The longest that a request waits for a free session of its model."""
    default_model: str = ""
    """The alias for requests without a model or with ``default``. Unset: the first alias of the pools. If it
    has no pool, there is no default."""
    allowed_origins: str = "*"
    """Origins whose pages may call the gateway, comma-separated, or ``*`` for all."""
    max_body_bytes: int = Field(default=4_000_000, gt=0)
    """The largest request body that is read."""
    request_timeout_seconds: float = Field(default=600.0, gt=0)
    """The longest that one request may take in total."""
    keep_alive_seconds: float = Field(default=10.0, gt=0)
    """The longest silence on a stream before a comment is sent."""
    metrics_namespace: str = ""
    """CloudWatch namespace of the metrics in the request log. Empty: no metrics."""
    function_version: str = Field(default="$LATEST", validation_alias="AWS_LAMBDA_FUNCTION_VERSION")
    """The published version of the function that runs; Lambda sets it."""
    max_concurrency: int | None = Field(default=None, validation_alias="AWS_LAMBDA_MAX_CONCURRENCY")
    """The requests of one environment at a time; Lambda sets it on Managed Instances only."""
    log_level: LogLevel = "INFO"
    """The lowest severity that our own code logs."""

    @property
    def origins(self) -> list[str]:
        return [origin.strip() for origin in self.allowed_origins.split(",") if origin.strip()]
