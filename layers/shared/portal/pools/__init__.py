"""Pools: alias → pool → healthy target. Pure values and arithmetic; no I/O here.

``environment`` reads the configured map, ``routing`` chooses, ``breaker`` remembers failures, ``occupancy``
counts what runs on each session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request may go. Nothing of it may ever reach a customer.

    ``session_id`` None lets the router choose among its own sessions (reference: cortensor-router 1.3).
    """

    url: str
    session_id: int | None = None
    auth_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Pool:
    """A named set of targets that serve the same model. ``name`` is public, its targets are not."""

    name: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How many requests may run at once on one session. None: as many as come.

    ``default`` holds for every session (and for a router without one), ``by_session`` for those it names.
    Two simultaneous requests on one session can spoil each other on some routers
    (reference: cortensor-router 1.9); there the limit is 1.
    """

    default: int | None = None
    by_session: Mapping[int, int] = field(default_factory=dict)

    def of(self, target: Target) -> int | None:
        if target.session_id is None:
            return self.default
        return self.by_session.get(target.session_id, self.default)


@dataclass(frozen=True, slots=True)
class PoolMap:
    """The configured pools by model alias; here each pool is named for its alias.

    ``default_model`` is one of the aliases and stands for a request that names no model.
    """

    pools: Mapping[str, Pool]
    default_model: str
    session_limits: SessionLimits = field(default_factory=SessionLimits)
