"""What all operations of a node share: its store, its clock, and the lookup of objects."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NoReturn

from tests.support.unkey.faults import UnkeyFault
from tests.support.unkey.limiter import Limiter
from tests.support.unkey.store import Identity, NodeCache, Store, StoredLimit, WorkspaceKey


class NodeOperations:
    """One node over the store that all nodes share. ``clock`` returns unix seconds.

    An operation takes the validated body and the permissions of the root key, and returns the fields of the
    response except ``meta``.
    """

    def __init__(
        self, store: Store, limiter: Limiter, cache: NodeCache, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._limiter = limiter
        self._cache = cache
        self._clock = clock

    @property
    def _now(self) -> int:
        return int(self._clock() * 1000)

    def _changeable(self, key_id: str, permissions: frozenset[str], action: str) -> WorkspaceKey:
        key = self._store.live(key_id)
        if key is None:
            not_found("We could not find the requested key.")
        require(permissions, "api", key.api_id, action)
        return key

    def _identity(self, name: str) -> Identity:
        identity = self._store.identity(name)
        if identity is None:
            not_found("This identity does not exist.")
        return identity

    def _limits(self, requested: Any, stored: list[StoredLimit]) -> list[StoredLimit]:
        """Return ``requested`` as stored limits; a limit with the name of a stored one keeps its id."""
        ids = {limit.name: limit.id for limit in stored}
        return [
            StoredLimit(
                ids.get(limit.name) or self._store.new_id("rl"),
                limit.name,
                limit.limit,
                limit.duration,
                bool(limit.auto_apply),
            )
            for limit in requested or ()
        ]


def may(permissions: frozenset[str], kind: str, which: str, action: str) -> bool:
    return f"{kind}.*.{action}" in permissions or f"{kind}.{which}.{action}" in permissions


def require(permissions: frozenset[str], kind: str, which: str, action: str) -> None:
    if not may(permissions, kind, which, action):
        raise UnkeyFault(
            403, f"Missing one of these permissions: ['{kind}.*.{action}', '{kind}.{which}.{action}']"
        )


def not_found(detail: str) -> NoReturn:
    raise UnkeyFault(404, detail)


def external_id(key: WorkspaceKey) -> str | None:
    return None if key.identity is None else key.identity.external_id
