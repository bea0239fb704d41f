"""Entry of the key upkeep: a schedule calls ``handler`` every ten minutes."""

from __future__ import annotations

import asyncio
import os
from dataclasses import asdict
from typing import Any

from functions.control_plane.api_keys.key_service import open_key_service
from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from functions.control_plane.settings import KeyUpkeepSettings
from portal.configuration import read_secrets
from portal.database.connecting import connect_as
from portal.observability.levels import set_log_level

read_secrets(os.environ)
_settings = KeyUpkeepSettings()
set_log_level(_settings.log_level)
# One event loop for the life of the environment, because pooled connections belong to it.
_runner = asyncio.Runner()
_reconciliations: list[KeyReconciliation] = []


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
    """Run the reconciliation and return its counts: keys seen, deleted, changed and so on."""
    return _runner.run(_reconcile())


async def _reconcile() -> dict[str, int]:
    if not _reconciliations:
        _reconciliations.append(_open_reconciliation())
    return asdict(await _reconciliations[0].run())


def _open_reconciliation() -> KeyReconciliation:
    """Return the reconciliation. Its connections stay open as long as the process."""
    database = connect_as(_settings)
    key_admin, _ = open_key_service(_settings)
    return KeyReconciliation(KeyReconciliationRepository(database), key_admin)
