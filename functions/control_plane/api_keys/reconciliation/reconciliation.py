"""One comparison of all keys at the key service with our database."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import timedelta

from functions.control_plane.api_keys.reconciliation.repair import KeyReconciliationReport, KeyRepair
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from portal.keys import KeyAdmin, RemoteKey

log = logging.getLogger(__name__)

IN_PROGRESS = timedelta(minutes=10)
"""The creation of a key younger than this may still be running, so the key is left alone."""

_BATCH_SIZE = 100


class KeyReconciliation:
    """Compares keys and repairs differences."""

    def __init__(
        self,
        repository: KeyReconciliationRepository,
        key_admin: KeyAdmin,
        *,
        in_progress: timedelta = IN_PROGRESS,
    ) -> None:
        self._repository = repository
        self._key_admin = key_admin
        self._in_progress = in_progress

    async def run(self) -> KeyReconciliationReport:
        """Compare every key once. Repeating it is safe. Raises what database and key service raise.

        A key that cannot be repaired does not stop the others: its error is raised after all were compared.
        Only a run without an error lets the policy snapshot drop keys that were disabled or given an earlier
        expiry before the run, and revoked ones that it did not find.
        """
        started_at = await self._repository.start_comparison()
        created_before = started_at - self._in_progress
        repair = KeyRepair(self._key_admin, created_before)
        async for batch in _batches(self._key_admin.list_keys()):
            # Read after the keys of the service, so no row is older than the key that it is compared with.
            expected = await self._repository.expected_keys(
                key.key_id for key in batch if key.key_id is not None
            )
            for key in batch:
                await repair.repair(key, expected)
            if repair.revoked:
                await self._repository.confirm_revocations(repair.revoked)
                repair.revoked.clear()
        report = repair.report
        if repair.error is not None:
            log.error("keys.partially_reconciled", extra=asdict(report))
            raise repair.error
        await self._repository.record_comparison(started_at)
        # Last: keys of these rows at the service were deleted above.
        report.unissued_deleted = await self._repository.delete_unissued(created_before)
        level = logging.ERROR if report.unexplained else logging.INFO
        log.log(level, "keys.reconciled", extra=asdict(report))
        return report


async def _batches(keys: AsyncIterator[RemoteKey]) -> AsyncIterator[list[RemoteKey]]:
    batch: list[RemoteKey] = []
    async for key in keys:
        batch.append(key)
        if len(batch) == _BATCH_SIZE:
            yield batch
            batch = []
    if batch:
        yield batch
