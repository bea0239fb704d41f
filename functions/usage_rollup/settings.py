"""The settings of the usage functions, read from the environment once by each entry."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.observability.levels import LogLevel


class UsageSettings(BaseSettings):
    """Settings of all usage functions. A variable is named ``PORTAL_`` + the field in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    supabase_url: AnyHttpUrl
    """The Supabase project of the usage ledger."""
    supabase_secret_key: SecretStr
    """A secret key (``sb_secret_…``) of that project, which only these functions use."""
    log_level: LogLevel = "INFO"
    """The lowest severity that our code logs."""


class IngestSettings(UsageSettings):
    """Settings of the usage ingest."""

    usage_dead_letters_url: str
    """URL of the SQS queue for events that cannot be recorded."""
    usage_queue_endpoint: AnyHttpUrl | None = None
    """URL of an SQS server other than AWS."""


class MaintenanceSettings(UsageSettings):
    """Settings of the usage maintenance."""

    usage_queue_url: str
    """URL of the SQS queue of usage events, which is counted."""
    usage_queue_endpoint: AnyHttpUrl | None = None
    """URL of an SQS server other than AWS."""
    metrics_namespace: str = ""
    """CloudWatch namespace of its metrics. Empty: none are published."""
    request_log_days: int = Field(default=30, ge=1, le=3650)
    """After how many days request logs are deleted."""
