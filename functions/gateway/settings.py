"""Everything the gateway reads from its environment, read once in ``app.py``."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.observability.levels import LogLevel


class GatewaySettings(BaseSettings):
    """Environment of the gateway. Names are ``PORTAL_`` + the field in capitals.

    The ``*_json`` maps are parsed by ``portal.pools.environment``, which names the variable and the place
    of a mistake.
    """

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    supabase_url: AnyHttpUrl
    """The Supabase project; the gateway calls one function of it, ``policy_snapshot``."""
    supabase_secret_key: SecretStr
    """A secret key (``sb_secret_…``) of that project, this function's own."""
    key_pepper: SecretStr | None = None
    """Secret under which the local issuer hashes keys. Required unless Unkey is configured."""
    unkey_root_key: SecretStr | None = None
    """Root key of Unkey that may verify the keys of our API and nothing else. Unset: the local issuer."""
    unkey_base_url: AnyHttpUrl = AnyHttpUrl("https://api.unkey.com")
    """Where Unkey answers."""
    usage_queue_url: str
    """The SQS queue that usage events go to."""
    usage_queue_endpoint: AnyHttpUrl | None = None
    """Where SQS listens, if not at AWS."""
    router_pools_json: SecretStr
    """Alias → router URL or list of them."""
    router_model_sessions_json: SecretStr = SecretStr("")
    """Alias → router session id or list of them."""
    router_model_auth_keys_json: SecretStr = SecretStr("")
    """Alias → key the router asks of us."""
    router_session_auth_keys_json: SecretStr = SecretStr("")
    """Session id → key the router asks of us; wins over the model's."""
    router_session_limits_json: str = ""
    """Requests at once per router session: a number for all, or session id → number."""
    default_model: str = ""
    """The alias of requests that name no model, or ``default``; the first of the pools when unset."""
    allowed_origins: str = "*"
    """Origins whose pages may call the gateway, comma-separated, or ``*``."""
    max_body_bytes: int = Field(default=4_000_000, gt=0)
    """The largest request body that is read."""
    request_timeout_seconds: float = Field(default=600.0, gt=0)
    """The longest one request may take, all in all."""
    keep_alive_seconds: float = Field(default=10.0, gt=0)
    """The longest silence on a stream before a comment is sent."""
    metrics_namespace: str = ""
    """CloudWatch namespace of the metrics in the request log. Empty: none are written."""
    log_level: LogLevel = "INFO"
    """Least severity that our own code logs."""

    @property
    def origins(self) -> list[str]:
        return [origin.strip() for origin in self.allowed_origins.split(",") if origin.strip()]
