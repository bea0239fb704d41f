"""The local issuer over key records in a dictionary, which can be slow, fail and count their lookups."""

from __future__ import annotations

import asyncio
import dataclasses
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from portal.keys import NewKey
from portal.keys.local import LocalKeyIssuer, LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.records import KeyRecord, KeyStatus
from portal.keys.secret import KeyHasher
from portal.limits import Limit
from tests.support.keys.service import AMPLE, StoredKey


class ScriptedKeyRecords:
    def __init__(self) -> None:
        self.rows: dict[str, KeyRecord] = {}
        self.requested: list[str] = []
        self.before_answer: Callable[[], Awaitable[None]] | None = None
        self.after_read: Callable[[], Awaitable[None]] | None = None
        self.failure: Exception | None = None

    async def find(self, secret_hash: str) -> KeyRecord | None:
        self.requested.append(secret_hash)
        if self.before_answer is not None:
            await self.before_answer()
        if self.failure is not None:
            raise self.failure
        record = self.rows.get(secret_hash)
        if self.after_read is not None:
            await self.after_read()
        return record


@dataclass(frozen=True)
class IssuedLocalKey:
    secret: str
    masked: str
    secret_hash: str
    key_id: str
    organization_id: str


class LocalService:
    """``KeyService`` of the local issuer, at a time that only ``advance`` moves."""

    counting_lag_seconds = 0.0

    def __init__(self, *, capacity: int = 10_000, timeout_seconds: float = 1.5) -> None:
        # 20 s into a minute, and inside of the longer windows.
        self.time = 1_795_000_000.0 // 60 * 60 + 20
        hasher = KeyHasher("a pepper for the tests")
        self.records = ScriptedKeyRecords()
        self.lookup = KeyLookup(
            self.records, hasher, capacity=capacity, timeout_seconds=timeout_seconds, clock=self.now
        )
        self.verifier = LocalKeyVerifier(self.lookup, clock=self.now, environ={})
        self.issuer = LocalKeyIssuer(hasher, environ={})

    def now(self) -> float:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += seconds

    async def wait(self, seconds: float) -> None:
        self.advance(seconds)

    async def propagate(self, _key: StoredKey) -> None:
        self.advance(31)

    async def issue(
        self,
        *,
        limits: tuple[Limit, ...] = AMPLE,
        organization_id: str | None = None,
        allowance_id: str | None = None,
        models: frozenset[str] | None = None,
        expires_at: datetime | None = None,
    ) -> IssuedLocalKey:
        organization_id = organization_id or str(uuid.uuid4())
        new = NewKey(
            key_id=str(uuid.uuid4()),
            organization_id=organization_id,
            allowance_id=allowance_id or organization_id,
            plan="free",
            name="test",
            limits=limits,
            models=models,
            expires_at=expires_at,
        )
        issued = await self.issuer.issue(new)
        assert issued.secret_hash is not None
        self.records.rows[issued.secret_hash] = KeyRecord(
            new.key_id,
            new.organization_id,
            new.allowance_id,
            "free",
            "active",
            limits,
            models,
            expires_at,
        )
        return IssuedLocalKey(
            issued.secret, issued.masked, issued.secret_hash, new.key_id, new.organization_id
        )

    async def move(
        self, key: IssuedLocalKey, plan: str, allowance_id: str, limits: tuple[Limit, ...]
    ) -> None:
        row = self.records.rows[key.secret_hash]
        self.records.rows[key.secret_hash] = dataclasses.replace(
            row, plan=plan, allowance_id=allowance_id, limits=limits
        )

    async def disable(self, key: IssuedLocalKey) -> None:
        self.set_status(key, "disabled")

    async def revoke(self, key: IssuedLocalKey) -> None:
        self.set_status(key, "revoked")
        await self.issuer.revoke(key_id=key.key_id, issuer_key_id=None)

    def set_status(self, key: IssuedLocalKey, status: KeyStatus) -> None:
        row = self.records.rows[key.secret_hash]
        self.records.rows[key.secret_hash] = dataclasses.replace(row, status=status)

    async def settle(self) -> None:
        """Let background tasks finish."""
        for _ in range(10):
            await asyncio.sleep(0)
