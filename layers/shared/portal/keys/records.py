"""Key records of our own database, for the issuer whose keys are verified from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from portal.keys.sliding_window import Meter, meters_of
from portal.limits import WITHOUT_MODEL, Limit

KeyStatus = Literal["active", "disabled", "revoked"]


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """One key, found by its hash. ``models`` None: no restriction of its own.

    ``meters`` and ``meters_without_model`` are computed from the other fields: the counters of the limits.
    """

    key_id: str
    organization_id: str
    allowance_id: str
    plan: str
    status: KeyStatus
    limits: tuple[Limit, ...] = ()
    models: frozenset[str] | None = None
    expires_at: datetime | None = None
    meters: tuple[Meter, ...] = field(init=False, repr=False, compare=False)
    meters_without_model: tuple[Meter, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, limits in (("meters", self.limits), ("meters_without_model", (WITHOUT_MODEL,))):
            meters = meters_of(limits, key_id=self.key_id, allowance_id=self.allowance_id)
            object.__setattr__(self, name, meters)


class KeyRecords(Protocol):
    async def find(self, secret_hash: str) -> KeyRecord | None:
        """Return the key with this hash, whatever its status. Raises KeyServiceUnavailable."""
        ...
