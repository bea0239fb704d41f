"""Everything the usage functions read from their environment, read once in each entry."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.observability.levels import LogLevel


class UsageSettings(BaseSettings):
    """Environment of the usage functions. Names are ``PORTAL_`` + the field in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    supabase_url: AnyHttpUrl
    """The Supabase project that holds the books: ``record_usage``, ``reap_usage``, ``roll_up_usage``."""
    supabase_secret_key: SecretStr
    """A secret key (``sb_secret_…``) of that project, these functions' own."""
    log_level: LogLevel = "INFO"
    """Least severity that our own code logs."""


class IngestSettings(UsageSettings):
    """Environment of the usage ingest."""

    usage_dead_letters_url: str
    """The SQS queue of events that cannot be recorded."""
    usage_queue_endpoint: AnyHttpUrl | None = None
    """Where SQS listens, if not at AWS."""


class UpkeepSettings(UsageSettings):
    """Environment of the usage upkeep."""

    metrics_namespace: str = ""
    """CloudWatch namespace of the upkeep's metrics. Empty: none are written."""
    request_log_days: int = Field(default=30, ge=1, le=3650)
    """How long request logs are kept."""


class ProbeSettings(BaseSettings):
    """Environment of the pool probe. The ``*_json`` maps are those of the gateway."""

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    router_pools_json: SecretStr
    """Alias → router URL or list of them."""
    router_model_sessions_json: SecretStr = SecretStr("")
    """Alias → router session id or list of them."""
    router_model_auth_keys_json: SecretStr = SecretStr("")
    """Alias → key the router asks of us."""
    router_session_auth_keys_json: SecretStr = SecretStr("")
    """Session id → key the router asks of us; wins over the model's."""
    metrics_namespace: str = ""
    """CloudWatch namespace of the probe's metrics. Empty: none are written."""
    log_level: LogLevel = "INFO"
    """Least severity that our own code logs."""
