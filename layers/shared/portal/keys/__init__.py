"""The key seam: API keys are verified on the hot path, and created and revoked in the control plane.

Adapters: ``local`` (our own issuer, for one machine) and ``unkey``. One contract test runs over both.

Errors: ``InvalidKey`` (unknown, disabled, revoked, expired), ``ModelNotPermitted`` (not in the key's own
model list), ``RateLimited`` / ``QuotaExhausted`` (a window is full; a denied request consumes nothing),
``KeyServiceUnavailable`` (not verified within 1.5 s: fails closed). An error of a key that the key service
knows, in force or not, names it (``PortalError.key``).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from portal.errors import KeyIds
from portal.keys.presented_key import PresentedKey
from portal.limits import Limit, Window

KEY_PREFIX = "ctx"
"""Without an underscore: a reroll cuts the prefix at the first one (docs/protocols/unkey.md, "Keys")."""


class Principal(NamedTuple):
    """The owner of a verified key, with plan and limits. ``key_id`` is the portal's id of the key, a UUID.

    ``allowance_id`` is what the plan's limits count by: organisations that share one count together.
    ``models`` is the key's own allow-list of aliases (None: no restriction of its own). ``windows`` is the
    state of every limit after this request was counted.
    """

    key_id: str
    organization_id: str
    allowance_id: str
    plan: str
    models: frozenset[str] | None = None
    windows: tuple[Window, ...] = ()

    @property
    def ids(self) -> KeyIds:
        return KeyIds(self.key_id, self.organization_id)

    def has_same_rights(self, other: Principal) -> bool:
        """Whether both are the same key with the same plan and models; their windows may differ."""
        return (
            self.key_id == other.key_id
            and self.organization_id == other.organization_id
            and self.allowance_id == other.allowance_id
            and self.plan == other.plan
            and self.models == other.models
        )


class KeyVerifier(Protocol):
    async def verify(self, presented_key: PresentedKey, *, model: str | None) -> Principal:
        """Verify the key and count one request against its windows.

        ``model`` is a catalogue alias, never raw client input, or None for a request that runs no model; that
        one counts only against ``WITHOUT_MODEL``, which is not among the windows of the principal. Order of
        the checks: exists, enabled, not expired, model permitted, windows.
        """
        ...


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to create. ``limits`` are the plan's; ``requests_per_minute`` is the key's own limit, if any.

    Limits of scope ``organization`` are counted by ``allowance_id``, over all keys that have it.
    """

    key_id: str
    organization_id: str
    allowance_id: str
    plan: str
    name: str
    limits: Sequence[Limit]
    models: frozenset[str] | None = None
    expires_at: datetime | None = None
    requests_per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """``secret`` is the key's plain text; it exists here and in the response to the customer, nowhere else.

    ``masked`` is what lists show (``ctx_ab12…wxyz``). ``secret_hash`` is set by the issuer whose keys are
    verified from our database, ``issuer_key_id`` by one that has keys of its own.
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
    """The whole desired state of a key at its issuer: applying the same state twice changes nothing.

    ``allowance_id`` and ``limits`` are those of ``plan``; in a ``RemoteKey`` the limits are those of the key
    itself, and each of the three ids and names is empty if the key service has none.
    """

    name: str
    organization_id: str
    allowance_id: str
    plan: str
    limits: Sequence[Limit]
    models: frozenset[str] | None = None
    expires_at: datetime | None = None
    enabled: bool = True
    requests_per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class RemoteKey:
    """A key as the key service has it. ``key_id`` None: this product did not create it.

    ``organization_limits`` are those that the key service has of the allowance ``state.allowance_id``.
    """

    issuer_key_id: str
    key_id: str | None
    state: KeyState
    created_at: datetime
    last_used_at: datetime | None = None
    organization_limits: Sequence[Limit] = ()


class KeyAdmin(KeyIssuer, Protocol):
    """An issuer that can be synchronised with our database, which is written first and is right.

    For an issuer without a store of its own these methods do nothing: the database write was enough.
    """

    async def update(self, *, key_id: str, issuer_key_id: str | None, state: KeyState) -> None:
        """Give the key the state ``state``: from then on it counts by the allowance of ``state``.

        Raises ResourceNotFound if the issuer has no such key.
        """
        ...

    async def set_plan(self, allowance_id: str, plan: str, limits: Sequence[Limit]) -> None:
        """Give an allowance the limits of ``plan``, for all keys that count by it.

        ``limits`` are those of both scopes. A limit of scope ``key`` is part of each key: ``update`` sets it.
        """
        ...

    def list_keys(self) -> AsyncIterator[RemoteKey]:
        """Yield all keys, page by page, without the deleted ones."""
        ...
