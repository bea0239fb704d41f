"""Lambda entry of the pool monitor: a schedule calls ``handler`` every minute."""

from __future__ import annotations

import asyncio
import os

from functions.pool_monitor.handler import probe_handler
from functions.pool_monitor.probing import monitored_routers
from functions.pool_monitor.settings import PoolMonitorSettings
from functions.pool_monitor.wiring import open_pools
from portal.configuration import read_secrets

read_secrets(os.environ)
_settings = PoolMonitorSettings()
handler = probe_handler(
    monitored_routers(open_pools(_settings)), asyncio.Runner(), _settings.metrics_namespace
)
