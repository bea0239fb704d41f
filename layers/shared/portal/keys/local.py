"""The local issuer: keys are verified from our own database, and limits are counted in this process.

For one machine only. Counters in memory cannot enforce a limit across several environments, so it refuses to
start in Lambda.
"""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from portal.errors import KeyIds, PortalError
from portal.keys import IssuedKey, KeyState, NewKey, Principal, RemoteKey, refusal
from portal.keys.lookup import KeyLookup
from portal.keys.presented_key import PresentedKey
from portal.keys.records import KeyRecord
from portal.keys.secret import KeyHasher, masked, new_secret
from portal.keys.sliding_window import SlidingWindows
from portal.limits import Limit


class LocalKeyVerifier:
    """``KeyVerifier`` over ``KeyLookup`` and ``SlidingWindows``. ``clock`` returns unix seconds."""

    def __init__(
        self,
        lookup: KeyLookup,
        *,
        windows: SlidingWindows | None = None,
        clock: Callable[[], float] = time.time,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        refuse_in_lambda(environ)
        self._lookup = lookup
        self._windows = windows or SlidingWindows()
        self._clock = clock

    async def verify(self, presented_key: PresentedKey, *, model: str | None) -> Principal:
        record = await self._lookup.find(presented_key)
        if record is None:
            raise refusal.unknown_key()
        try:
            return self._admit(record, model)
        except PortalError as error:
            error.with_key(KeyIds(record.key_id, record.organization_id))
            raise

    def _admit(self, record: KeyRecord, model: str | None) -> Principal:
        if record.status == "revoked":
            raise refusal.unknown_key()
        if record.status == "disabled":
            raise refusal.disabled_key()
        now = self._clock()
        if record.expires_at is not None and record.expires_at.timestamp() <= now:
            raise refusal.expired_key(record.expires_at)
        if model is not None and record.models is not None and model not in record.models:
            raise refusal.model_not_permitted(model)
        counted = self._windows.count(
            record.meters if model is not None else record.meters_without_model, now
        )
        if not counted.allowed:
            shared = record.allowance_id != record.organization_id
            raise refusal.limit_exceeded(counted.windows, counted.waits, shared=shared)
        windows = counted.windows if model is not None else self._windows.peek(record.meters, now)
        return Principal(
            record.key_id, record.organization_id, record.allowance_id, record.plan, record.models, windows
        )


class LocalKeyIssuer:
    """``KeyAdmin`` without a store of its own: the caller stores the hash, and the verifier reads it.

    Status, expiry, limits and models are in the database, which the caller writes before it calls this.
    """

    name = "local"

    def __init__(self, hasher: KeyHasher, *, environ: Mapping[str, str] = os.environ) -> None:
        refuse_in_lambda(environ)
        self._hasher = hasher

    async def issue(self, new: NewKey) -> IssuedKey:  # noqa: ARG002  # the caller stores what it holds
        secret = new_secret()
        return IssuedKey(secret=secret, masked=masked(secret), secret_hash=self._hasher.hash(secret))

    async def revoke(self, *, key_id: str, issuer_key_id: str | None) -> None:
        """Do nothing: the verifier reads the status from the database."""

    async def update(self, *, key_id: str, issuer_key_id: str | None, state: KeyState) -> None:
        """Do nothing: the row in the database is the key."""

    async def set_plan(self, allowance_id: str, plan: str, limits: Sequence[Limit]) -> None:
        """Do nothing: plan and limits are looked up with the key."""

    async def list_keys(self) -> AsyncIterator[RemoteKey]:
        """Yield nothing: all keys are in the database."""
        none: tuple[RemoteKey, ...] = ()
        for key in none:
            yield key


class NotForLambda(RuntimeError):
    """The local issuer was configured where several environments share the same keys."""


def refuse_in_lambda(environ: Mapping[str, str]) -> None:
    """Raises NotForLambda."""
    if "AWS_LAMBDA_FUNCTION_NAME" in environ:
        raise NotForLambda(
            "The local key issuer counts in memory and cannot serve in Lambda. "
            "Set PORTAL_UNKEY_ROOT_KEY and PORTAL_UNKEY_API_ID."
        )
