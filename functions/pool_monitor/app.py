"""Lambda entry of the pool monitor: a schedule calls ``handler`` every minute."""

from __future__ import annotations

import asyncio
import os
from functools import partial

from functions.pool_monitor.handler import monitor_handler
from functions.pool_monitor.settings import PoolMonitorSettings
from functions.pool_monitor.wiring import open_collaborators, open_pools
from portal.configuration import read_secrets

read_secrets(os.environ)
_settings = PoolMonitorSettings()
open_pools(_settings)  # a malformed map fails the start, which is counted, and not a step of it
handler = monitor_handler(partial(open_collaborators, _settings), asyncio.Runner())
