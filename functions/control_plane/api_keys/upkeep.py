"""Entry of the key upkeep: ``handler`` is called by a schedule, every ten minutes."""

from __future__ import annotations

import asyncio
import os
from dataclasses import asdict
from typing import Any

from functions.control_plane.api_keys.reconciliation import KeyReconciliation
from functions.control_plane.settings import KeyServiceSettings
from functions.control_plane.wiring import open_reconciliation
from portal.configuration import read_secrets
from portal.observability.levels import set_log_level

read_secrets(os.environ)
_settings = KeyServiceSettings()
set_log_level(_settings.log_level)
# One loop that lives as long as the environment: pooled connections belong to it.
_runner = asyncio.Runner()
_opened: list[KeyReconciliation] = []


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
    """Return how many keys were seen, deleted, changed and so on."""
    return _runner.run(_reconcile())


async def _reconcile() -> dict[str, int]:
    if not _opened:
        _opened.append(open_reconciliation(_settings))
    return asdict(await _opened[0].run())
