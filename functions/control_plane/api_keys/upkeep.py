"""Entry of the key upkeep: a schedule calls ``handler`` every ten minutes."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import asdict
from typing import Any

from functions.control_plane.api_keys.key_service import open_key_service
from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from functions.control_plane.settings import KeyServiceSettings
from portal.configuration import read_secrets
from portal.database import connect
from portal.jobs import JobAlreadyRuns, JobLeases, exclusive_run
from portal.jobs.supabase import SupabaseJobLeases
from portal.observability.levels import set_log_level

log = logging.getLogger(__name__)

read_secrets(os.environ)
_settings = KeyServiceSettings()
set_log_level(_settings.log_level)
# One event loop for the life of the environment, because pooled connections belong to it.
_runner = asyncio.Runner()
_opened: list[tuple[KeyReconciliation, JobLeases]] = []

JOB = "key_upkeep"
"""Name of the job, and of its lease."""

_LEASE_SECONDS = 330.0
"""Longer than Lambda lets a run last (``Timeout`` in ``template.yaml``)."""


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
    """Run the reconciliation and return its counts: keys seen, deleted, changed and so on.

    While another run is at it, return ``{"skipped": 1}``.
    """
    return _runner.run(_reconcile())


async def _reconcile() -> dict[str, int]:
    if not _opened:
        _opened.append(_open())
    reconciliation, leases = _opened[0]
    try:
        async with exclusive_run(leases, JOB, seconds=_LEASE_SECONDS):
            return asdict(await reconciliation.run())
    except JobAlreadyRuns as error:
        log.info("keys.upkeep_skipped: %s", error)
        return {"skipped": 1}


def _open() -> tuple[KeyReconciliation, JobLeases]:
    """Return the reconciliation and the leases. Their connections stay open as long as the process."""
    database = connect(str(_settings.supabase_url), _settings.supabase_secret_key.get_secret_value())
    key_admin, _ = open_key_service(_settings)
    reconciliation = KeyReconciliation(KeyReconciliationRepository(database), key_admin)
    return reconciliation, SupabaseJobLeases(database)
