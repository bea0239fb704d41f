"""Entry of the pool probe: ``handler`` is called every minute by a schedule."""

from __future__ import annotations

import asyncio
import os

from functions.pool_monitor.handler import probe_handler
from functions.pool_monitor.probing import routers_of
from functions.usage_rollup.settings import ProbeSettings
from functions.usage_rollup.wiring import open_pools
from portal.configuration import read_secrets

read_secrets(os.environ)
_settings = ProbeSettings()
handler = probe_handler(routers_of(open_pools(_settings)), asyncio.Runner(), _settings.metrics_namespace)
