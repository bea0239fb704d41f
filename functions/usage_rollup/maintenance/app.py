"""Entry of the usage maintenance: schedules call ``handler`` every minute and every night."""

from __future__ import annotations

import asyncio
import os

from functions.usage_rollup.maintenance.handler import maintenance_handler
from functions.usage_rollup.maintenance.wiring import open_services
from functions.usage_rollup.settings import MaintenanceSettings
from portal.configuration import read_secrets

read_secrets(os.environ)
_settings = MaintenanceSettings()
handler = maintenance_handler(
    open_services(_settings),
    asyncio.Runner(),
    _settings.metrics_namespace,
    request_log_days=_settings.request_log_days,
    role_token=_settings.role_token,
)
