"""The idempotency seam: requests under an ``Idempotency-Key``, and their stored responses, for a day.

A request with the same API key, ``Idempotency-Key`` and body as an earlier one gets its stored response.
Responses are sealed (``portal.idempotency.seal``): the store cannot read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class IdempotencyClaim:
    """A request that asks to run under an ``Idempotency-Key``. ``name_hash`` is the hash of that key.

    ``running_seconds`` is how long it may run; after that another request may take the claim over.
    """

    key_id: str
    organization_id: str
    name_hash: str
    fingerprint: str
    request_id: str
    running_seconds: float


@dataclass(frozen=True, slots=True)
class ClaimGranted:
    """The request runs. ``previous_runs`` counts earlier runs under the same key that stored no response."""

    previous_runs: int


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """``request_id`` is the id of the request that ran; ``sealed_response`` is its body."""

    request_id: str
    content_type: str
    sealed_response: str


ClaimResult = ClaimGranted | StoredResponse | Literal["running", "other_body"]
"""``running``: the claim is taken. ``other_body``: a request with another fingerprint used it."""


class IdempotencyStore(Protocol):
    """All methods raise DatabaseUnavailable, within 1.5 s."""

    async def claim(self, claim: IdempotencyClaim) -> ClaimResult:
        """Claim the key. Of several concurrent requests, one is granted it."""
        ...

    async def store(self, claim: IdempotencyClaim, response: StoredResponse) -> None:
        """End the claim and store its response. Does nothing if another request has taken the claim over."""
        ...

    async def release(self, claim: IdempotencyClaim) -> None:
        """End the claim without a response: the next request with the key runs."""
        ...
