"""The published policy and health: what all environments read instead of asking the database themselves.

A small *head* says which policy and which health are the latest. Each of them is a *body* of its own, named
by the hash of its content, and written before the head that names it: a head never names a body that is not
there. A policy that differs little from an earlier one, its *base*, has the change as its body (``changes``).
``publisher`` writes them, ``source`` reads them; ``writer`` lets one pool monitor at a time publish
health. Nothing here is durable truth; that is the database.
"""

from __future__ import annotations

from typing import Literal, Protocol

from portal.policy.published.head import HealthVersion, PolicyVersion, PublishedHead, WriterTerm

BodyKind = Literal["policy", "policy_change", "health"]


class PublicationUnavailable(OSError):
    """The store of the published policy cannot be reached, is slow, or refuses."""


class PublishedPolicyStore(Protocol):
    """Every write is one conditional call. All methods raise PublicationUnavailable."""

    async def head(self, *, consistent: bool = False) -> PublishedHead:
        """Return the head; ``consistent``: with every write that has ended before. Else it may be behind."""
        ...

    async def body(self, kind: BodyKind, content_hash: str) -> bytes | None:
        """Return a body as it was put, None if there is none."""
        ...

    async def put_body(self, kind: BodyKind, content_hash: str, body: bytes, *, kept_until: float) -> None:
        """Write a body. ``kept_until`` is in unix seconds; putting it again prolongs it."""
        ...

    async def advance_policy(
        self, version: PolicyVersion, *, abandoned_before: float, future_after: float
    ) -> bool:
        """Set the policy of the head if its sequence is lower, else return False.

        A policy of the head that was read before ``abandoned_before`` or after ``future_after`` (unix
        seconds), or whose times are none, is replaced whatever its sequence: its database had another clock,
        its publisher had, or it is damaged.
        """
        ...

    async def advance_health(self, version: HealthVersion, *, writer: str, now: float) -> bool:
        """Set the health of the head if ``writer`` holds the lease at ``now``, else return False.

        False, too, if the head has health that was measured more than ``CLOCK_DIFFERENCE_SECONDS`` later, but
        not if that is ``FUTURE_SECONDS`` ahead of ``now``, or no time.
        """
        ...

    async def take_lease(self, term: WriterTerm, *, ended_before: float) -> bool:
        """Set the writer's lease; False if another writer has one that does not end before this time.

        A lease whose end is no time, or ``FUTURE_SECONDS`` after that of ``term``, is nobody's.
        """
        ...

    async def end_lease(self, writer: str) -> None:
        """Remove the lease if it is ``writer``'s."""
        ...
