"""The key seam: verifying customer keys on the hot path, issuing and revoking them in the control plane.

Adapters: ``local`` (this project's own issuer, one machine only) and Unkey. One contract test runs over all.

Errors raised here: ``InvalidKey`` (unknown, disabled, revoked, expired), ``ModelNotPermitted`` (the key's own
model list), ``RateLimited`` / ``QuotaExhausted`` (a window is full; a denied request consumes nothing),
``KeyServiceUnavailable`` (no decision within 1.5 s: fail closed).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from portal.limits import Limit, Window

KEY_PREFIX = "ctx"
"""One word: the key service cuts a prefix at its first underscore when it re-rolls (reference A4)."""


class Principal(NamedTuple):
    """Who is calling, as one verification told it. ``key_id`` is the portal's id of the key (a uuid as text).

    ``models`` is the key's own allow-list of aliases (None: no restriction of its own).
    ``windows`` is the state of every limit after this request was counted.
    """

    key_id: str
    organization_id: str
    plan: str
    models: frozenset[str] | None = None
    windows: tuple[Window, ...] = ()


class KeyVerifier(Protocol):
    async def verify(self, secret: str, *, model: str | None) -> Principal:
        """Verify ``secret`` and count one request against its windows.

        ``model`` is a catalogue alias, never raw client input, or None where no model is asked for
        (then nothing is counted). Order: exists, enabled, not expired, model permitted, windows.
        """
        ...


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be issued. ``limits`` are the plan's, ``own_per_minute`` may lower the key's among them."""

    key_id: str
    organization_id: str
    plan: str
    name: str
    limits: Sequence[Limit]
    models: frozenset[str] | None = None
    expires_at: datetime | None = None
    own_per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """``secret`` exists here and in the answer to the customer, nowhere else.

    ``masked`` is what lists show (``ctx_ab12…wxyz``). ``secret_hash`` is set by issuers whose keys are
    verified from our own database, ``issuer_key_id`` by those that keep keys elsewhere.
    """

    secret: str
    masked: str
    secret_hash: str | None = None
    issuer_key_id: str | None = None


class KeyIssuer(Protocol):
    name: str

    async def issue(self, new: NewKey) -> IssuedKey: ...

    async def revoke(self, *, key_id: str, issuer_key_id: str | None) -> None:
        """Make the key invalid at the issuer. Revoking an unknown or revoked key is not an error."""
        ...


@dataclass(frozen=True, slots=True)
class KeyState:
    """What a key at the issuer is to be, whole: applying the same state twice changes nothing.

    ``limits`` are the plan's; of a ``RemoteKey`` those that the key itself has.
    """

    name: str
    limits: Sequence[Limit]
    models: frozenset[str] | None = None
    expires_at: datetime | None = None
    enabled: bool = True
    own_per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class RemoteKey:
    """A key as its issuer keeps it. ``key_id`` None: it was not made by this product.

    ``plan`` and ``organization_limits`` are what the issuer keeps of its organisation.
    """

    issuer_key_id: str
    key_id: str | None
    organization_id: str | None
    state: KeyState
    created_at: datetime
    last_used_at: datetime | None = None
    plan: str | None = None
    organization_limits: Sequence[Limit] = ()


class KeyAdmin(KeyIssuer, Protocol):
    """An issuer that can be brought in line with our database, which is written first and is right.

    For issuers that keep nothing, each of these is done by having written the database.
    """

    async def update(self, *, key_id: str, issuer_key_id: str | None, state: KeyState) -> None:
        """Make the key what ``state`` says. Raises ResourceNotFound where the issuer has no such key."""
        ...

    async def set_plan(self, organization_id: str, plan: str, limits: Sequence[Limit]) -> None:
        """Put an organisation and all its keys under ``plan``; ``limits`` are the plan's, of both scopes."""
        ...

    def keys(self, organization_id: str | None = None) -> AsyncIterator[RemoteKey]:
        """All keys that are kept, or those of one organisation, page by page; deleted ones are not."""
        ...
