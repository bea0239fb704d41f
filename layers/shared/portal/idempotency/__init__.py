"""The idempotency seam: requests under an ``Idempotency-Key``, and their stored responses, for a day.

A request with the same API key, ``Idempotency-Key`` and body as an earlier one gets its stored response.
Responses are sealed (``portal.idempotency.seal``): the store cannot read them.

A claim is a lease of ``LEASE_SECONDS`` that its request renews as long as it runs. So a claim whose request
was killed, or never learned that it was granted, is free again within seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

LEASE_SECONDS = 20.0
"""How long a claim lasts without a renewal; most requests end within it and need none."""

RENEWALS_PER_LEASE = 4
"""Of these renewals all but one may fail before a claim is lost."""


@dataclass(frozen=True, slots=True)
class IdempotencyClaim:
    """A request that asks to run under an ``Idempotency-Key``. ``name_hash`` is the hash of that key.

    After ``lease_seconds`` without a renewal another request may take the claim over.
    """

    key_id: str
    organization_id: str
    name_hash: str
    fingerprint: str
    request_id: str
    lease_seconds: float = LEASE_SECONDS


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """``request_id`` is the id of the request that ran; ``sealed_response`` is its body."""

    request_id: str
    content_type: str
    sealed_response: str


ClaimResult = StoredResponse | Literal["granted", "running", "other_body", "not_stored"]
"""``granted``: the request runs. ``running``: the claim is taken. ``other_body``: a request with another
fingerprint used it. ``not_stored``: an earlier request ran and was paid for, but has no stored response."""


class IdempotencyStore(Protocol):
    """All methods raise DatabaseUnavailable, within 1.5 s. It is then unknown whether they took effect."""

    async def claim(self, claim: IdempotencyClaim) -> ClaimResult:
        """Claim the key. Of several concurrent requests, one is granted it."""
        ...

    async def renew(self, claim: IdempotencyClaim) -> bool:
        """Extend the claim. False: another request has taken it over."""
        ...

    async def complete(self, claim: IdempotencyClaim, response: StoredResponse | None) -> bool:
        """End the claim with its response, None if it is too large to be stored. Safe to repeat.

        False: another request has taken the claim over, and nothing was stored.
        """
        ...

    async def release(self, claim: IdempotencyClaim) -> None:
        """Free the key, because the request cost nothing: the next request with it runs."""
        ...
