"""Bringing the key service in line with our database, which is written first and is right.

What a crash between two writes can leave, and what becomes of it:

* a key at the service that no row knows, or whose row was never completed: nobody was given it; deleted
* a key at the service whose row is revoked, or was issued anew: deleted
* a key whose name, models, expiry, limits or state differ from its row: changed
* an organisation under another plan than ours says: changed, with all its keys
* a row of a key that was never issued: deleted
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from functions.control_plane.api_keys.wanted_keys import KeptKeyRows, WantedKey
from portal.errors import PortalError, ResourceNotFound
from portal.keys import KeyAdmin, KeyState, RemoteKey
from portal.limits import Limit, limits_of_key

log = logging.getLogger(__name__)

UNDER_WAY = timedelta(minutes=10)
"""A key younger than this may still be in the making, and is left alone."""

_BATCH = 100


@dataclass(slots=True)
class Reconciled:
    """How many keys of the service were seen, and what was done.

    ``foreign`` ones were not made by us. ``unexplained`` ones are in use although nobody can have been given
    them: most likely another deployment has its keys in the same API. They are left alone.
    """

    seen: int = 0
    deleted: int = 0
    changed: int = 0
    plans: int = 0
    swept: int = 0
    failed: int = 0
    foreign: int = 0
    unexplained: int = 0


class KeyReconciliation:
    def __init__(self, rows: KeptKeyRows, keeper: KeyAdmin, *, under_way: timedelta = UNDER_WAY) -> None:
        self._rows = rows
        self._keeper = keeper
        self._under_way = under_way

    async def run(self) -> Reconciled:
        """Compare every key once; repeating it is safe. Raises what database and key service raise.

        A key that cannot be mended holds up no other: its error is raised after all have had their turn.
        Only a run without one lets the policy snapshot forget the keys that were out of force before it.
        """
        began_at = datetime.now(UTC)
        began_before = began_at - self._under_way
        mending = _Mending(self._keeper, began_before)
        async for batch in _batches(self._keeper.keys()):
            # Read after the listing, so a row is never older than what it is compared with.
            wanted = await self._rows.wanted(kept.key_id for kept in batch if kept.key_id is not None)
            for kept in batch:
                await mending.mend(kept, wanted)
        done = mending.done
        if mending.failure is not None:
            log.error("keys.reconciled_in_part", extra=asdict(done))
            raise mending.failure
        await self._rows.compared(began_at)
        # Last: whatever the service had of these has been deleted above.
        done.swept = await self._rows.sweep(began_before)
        level = logging.ERROR if done.unexplained else logging.INFO
        log.log(level, "keys.reconciled", extra=asdict(done))
        return done


class _Mending:
    """One run."""

    def __init__(self, keeper: KeyAdmin, began_before: datetime) -> None:
        self._keeper = keeper
        self._began_before = began_before
        self._plans: set[UUID] = set()
        self.done = Reconciled()
        self.failure: PortalError | None = None
        """The first of them."""

    async def mend(self, kept: RemoteKey, rows: Mapping[str, WantedKey]) -> None:
        self.done.seen += 1
        try:
            await self._bring_in_line(kept, rows)
        except PortalError as error:
            self.done.failed += 1
            self.failure = self.failure or error
            log.warning("keys.not_mended", extra={"key_id": str(kept.key_id), "reason": error.code})

    async def _bring_in_line(self, kept: RemoteKey, rows: Mapping[str, WantedKey]) -> None:
        wanted = None if kept.key_id is None else rows.get(kept.key_id)
        if kept.key_id is None:
            self.done.foreign += 1
        elif wanted is not None and wanted.status == "revoked":
            await self._delete(kept)
        elif wanted is None or not wanted.issued or wanted.issuer_key_id != kept.issuer_key_id:
            if kept.last_used_at is not None:
                self.done.unexplained += 1
            elif kept.created_at < self._began_before:
                await self._delete(kept)
        else:
            await self._put_plan(kept, wanted)
            await self._put_key(kept, wanted)

    async def _delete(self, kept: RemoteKey) -> None:
        await self._keeper.revoke(key_id=str(kept.key_id), issuer_key_id=kept.issuer_key_id)
        self.done.deleted += 1

    async def _put_plan(self, kept: RemoteKey, wanted: WantedKey) -> None:
        same = kept.plan == wanted.plan and _alike(kept.organization_limits, wanted.limits, "organization")
        if not same and wanted.organization_id not in self._plans:
            self._plans.add(wanted.organization_id)
            await self._keeper.set_plan(str(wanted.organization_id), wanted.plan, wanted.limits)
            self.done.plans += 1

    async def _put_key(self, kept: RemoteKey, wanted: WantedKey) -> None:
        if _differs(kept.state, wanted.state):
            # Deleted meanwhile: the next run sees why.
            with suppress(ResourceNotFound):
                await self._keeper.update(
                    key_id=str(wanted.id), issuer_key_id=kept.issuer_key_id, state=wanted.state
                )
            self.done.changed += 1


def _differs(kept: KeyState, wanted: KeyState) -> bool:
    limits = limits_of_key(wanted.limits, wanted.own_per_minute)
    return not _alike(kept.limits, limits, "key") or _comparable(kept) != _comparable(wanted)


def _comparable(state: KeyState) -> KeyState:
    at = state.expires_at
    # The service keeps milliseconds.
    cut = None if at is None else at.replace(microsecond=at.microsecond // 1000 * 1000)
    return replace(state, limits=(), expires_at=cut)


def _alike(kept: Sequence[Limit], wanted: Sequence[Limit], scope: str) -> bool:
    return set(kept) == {limit for limit in wanted if limit.scope == scope}


async def _batches(keys: AsyncIterator[RemoteKey]) -> AsyncIterator[list[RemoteKey]]:
    batch: list[RemoteKey] = []
    async for kept in keys:
        batch.append(kept)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
