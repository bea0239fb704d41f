"""Requests under a name of the client's choosing (``Idempotency-Key``), and their answers for a day.

Who asks again with the same key, name and body gets the answer that was given, and nothing runs. What is kept
is sealed (``portal.idempotency.seal``): the store cannot read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Claim:
    """One request that wants to run under a name. ``name`` and ``fingerprint`` are hashes.

    ``seconds`` is how long it may be running at most; after that another may run in its place.
    """

    key_id: str
    organization_id: str
    name: str
    fingerprint: str
    request_id: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """The claim was given. ``earlier`` requests ran under the name before and left no answer."""

    earlier: int


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """``request_id`` is the request it was made for."""

    request_id: str
    content_type: str
    sealed: str


Standing = Run | StoredResponse | Literal["running", "other_body"]


class IdempotencyStore(Protocol):
    async def begin(self, claim: Claim) -> Standing:
        """Claim a name; of several callers at once one is told to run. Raises DatabaseUnavailable, soon."""
        ...

    async def finish(self, claim: Claim, answer: StoredResponse | None) -> None:
        """End what ``begin`` let run; without an ``answer`` the next try runs. Raises DatabaseUnavailable."""
        ...
