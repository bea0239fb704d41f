"""Entry of the usage upkeep: ``handler`` is called by schedules, every minute and every night."""

from __future__ import annotations

import asyncio
import os

from functions.usage_rollup.maintenance.handler import upkeep_handler
from functions.usage_rollup.settings import UpkeepSettings
from functions.usage_rollup.wiring import UPKEEP_CALL_SECONDS, open_ledger
from portal.configuration import read_secrets

read_secrets(os.environ)
_settings = UpkeepSettings()
_ledger = open_ledger(_settings, call_seconds=UPKEEP_CALL_SECONDS)
handler = upkeep_handler(
    _ledger,
    asyncio.Runner(),
    _settings.metrics_namespace,
    request_log_days=_settings.request_log_days,
)
