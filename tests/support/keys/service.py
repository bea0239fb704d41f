"""The interface of a key service under test, and the limits that its tests use."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from portal.keys import KeyIssuer, KeyVerifier
from portal.limits import Limit

PER_MINUTE = Limit("requests per minute", "key", 3, 60)
PER_5_HOURS = Limit("requests per 5 hours", "organization", 5, 18_000)
PER_WEEK = Limit("requests per week", "organization", 1_000, 604_800)
WHOLE_PLAN = (PER_MINUTE, PER_5_HOURS, PER_WEEK)
AMPLE = (
    Limit("requests per minute", "key", 10_000, 60),
    Limit("requests per week", "organization", 10_000, 604_800),
)


class StoredKey(Protocol):
    secret: str
    masked: str
    key_id: str
    organization_id: str


class KeyService(Protocol):
    """One adapter with everything behind it.

    ``counting_lag_seconds`` is how long a counted request may be missing from the next count.
    """

    verifier: KeyVerifier
    issuer: KeyIssuer
    counting_lag_seconds: float

    async def issue(
        self,
        *,
        limits: tuple[Limit, ...] = AMPLE,
        organization_id: str | None = None,
        allowance_id: str | None = None,
        models: frozenset[str] | None = None,
        expires_at: datetime | None = None,
    ) -> StoredKey:
        """Create a key as the control plane does: our database first, then the issuer.

        ``allowance_id`` None: the organisation's own, as on a paid plan.
        """
        ...

    async def move(self, key: Any, plan: str, allowance_id: str, limits: tuple[Limit, ...]) -> None:
        """Change the plan of the key's organisation, as the control plane does."""
        ...

    async def disable(self, key: StoredKey) -> None: ...

    async def revoke(self, key: StoredKey) -> None: ...

    def now(self) -> float: ...

    async def wait(self, seconds: float) -> None: ...

    async def propagate(self, key: StoredKey) -> None:
        """Return when a change of ``key`` must be known wherever it is verified."""
        ...
