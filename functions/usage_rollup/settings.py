"""The settings of the usage functions, read from the environment once by each entry."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field

from portal.database.roles import DatabaseRole
from portal.database.settings import DatabaseSettings
from portal.observability.levels import LogLevel


class UsageSettings(DatabaseSettings):
    """Settings of all usage functions. A variable is named ``PORTAL_`` + the field in capitals."""

    metrics_namespace: str = ""
    """CloudWatch namespace of the function's metrics. Empty: none are published."""
    log_level: LogLevel = "INFO"
    """The lowest severity that our code logs."""


class IngestSettings(UsageSettings):
    """Settings of the usage ingest."""

    database_role = DatabaseRole.USAGE_INGEST

    usage_dead_letters_url: str
    """URL of the SQS queue for events that cannot be recorded."""
    usage_queue_endpoint: AnyHttpUrl | None = None
    """URL of an SQS server other than AWS."""


class MaintenanceSettings(UsageSettings):
    """Settings of the usage maintenance."""

    database_role = DatabaseRole.USAGE_ROLLUP

    usage_queue_url: str
    """URL of the SQS queue of usage events, which is counted."""
    usage_queue_endpoint: AnyHttpUrl | None = None
    """URL of an SQS server other than AWS."""
    request_log_days: int = Field(default=30, ge=1, le=3650)
    """After how many days request logs are deleted."""
