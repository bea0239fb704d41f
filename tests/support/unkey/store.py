"""The data of an Unkey workspace, and the caches of its nodes."""

from __future__ import annotations

import copy
import hashlib
import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

GATEWAY_PERMISSIONS = frozenset({"api.{api}.verify_key"})
PORTAL_PERMISSIONS = frozenset(
    {f"api.{{api}}.{action}" for action in ("create_key", "read_key", "read_api", "update_key", "delete_key")}
    | {f"identity.*.{action}_identity" for action in ("create", "read", "update")}
)


@dataclass
class StoredLimit:
    id: str
    name: str
    limit: int
    duration: int
    auto_apply: bool


@dataclass
class Identity:
    id: str
    external_id: str
    meta: dict[str, Any] | None = None
    limits: list[StoredLimit] = field(default_factory=list)


@dataclass
class WorkspaceKey:
    id: str
    api_id: str
    hash: str
    start: str
    prefix: str | None
    byte_length: int
    created_at: int
    name: str | None = None
    identity: Identity | None = None
    meta: dict[str, Any] | None = None
    roles: list[str] = field(default_factory=list)
    permissions: list[str] = field(default_factory=list)
    expires: int | None = None
    credits: dict[str, Any] | None = None
    limits: list[StoredLimit] = field(default_factory=list)
    enabled: bool = True
    deleted: bool = False
    updated_at: int | None = None
    last_used_at: int | None = None


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret(prefix: str | None, byte_length: int) -> tuple[str, str]:
    """Return a key and its ``start``."""
    number = int.from_bytes(secrets.token_bytes(byte_length))
    digits = []
    while number:
        number, digit = divmod(number, 58)
        digits.append(_BASE58[digit])
    body = "".join(reversed(digits)).rjust(17, _BASE58[0])
    front = f"{prefix}_" if prefix else ""
    return front + body, front + body[:4]


class Store:
    """Keys, identities and root keys of one workspace with one API (``api_id``)."""

    def __init__(self, api_id: str = "api_fake") -> None:
        self.api_ids = {api_id}
        self.api_id = api_id
        self.root_keys: dict[str, frozenset[str]] = {}
        self.keys: dict[str, WorkspaceKey] = {}
        self.identities: dict[str, Identity] = {}
        self._by_hash: dict[str, str] = {}
        self._origin = secrets.token_hex(4)
        self._numbers = itertools.count(1)

    def add_root_key(self, root_key: str, permissions: frozenset[str]) -> None:
        self.root_keys[root_key] = frozenset(p.replace("{api}", self.api_id) for p in permissions)

    def new_id(self, kind: str) -> str:
        """Return an id. Ids rise with time, so sorting by id sorts by age; another store has other ids."""
        return f"{kind}_{self._origin}{next(self._numbers):08d}"

    def add(self, key: WorkspaceKey) -> None:
        self.keys[key.id] = key
        self._by_hash[key.hash] = key.id

    def find(self, hashed: str) -> WorkspaceKey | None:
        """Return a copy of the key and its identity, for the cache of a node."""
        key_id = self._by_hash.get(hashed)
        return None if key_id is None else copy.deepcopy(self.keys[key_id])

    def live(self, key_id: str) -> WorkspaceKey | None:
        key = self.keys.get(key_id)
        return None if key is None or key.deleted else key

    def identity(self, name: str) -> Identity | None:
        """Find by id or external id."""
        for identity in self.identities.values():
            if name in {identity.id, identity.external_id}:
                return identity
        return None

    def put_identity(self, external_id: str) -> Identity:
        identity = self.identity(external_id)
        if identity is None:
            identity = Identity(self.new_id("id"), external_id)
            self.identities[identity.id] = identity
        return identity


@dataclass
class _Cached:
    key: WorkspaceKey | None
    fresh_until: float
    stale_until: float


class NodeCache:
    """The cache of one node. Times are in seconds.

    A stale entry responds once more and is replaced (docs/protocols/unkey.md, "Revocation and caches").
    """

    def __init__(self, store: Store, clock: Callable[[], float], fresh: float, stale: float) -> None:
        self._store = store
        self._clock = clock
        self.fresh_seconds = fresh
        self.stale_seconds = stale
        self._cached: dict[str, _Cached] = {}

    def find(self, hashed: str) -> WorkspaceKey | None:
        now = self._clock()
        cached = self._cached.get(hashed)
        if cached is not None and now < cached.fresh_until:
            return cached.key
        stale = cached if cached is not None and now < cached.stale_until else None
        key = self._store.find(hashed)
        self._cached[hashed] = _Cached(key, now + self.fresh_seconds, now + self.stale_seconds)
        return key if stale is None else stale.key

    def purge(self, hashed: str) -> None:
        self._cached.pop(hashed, None)
