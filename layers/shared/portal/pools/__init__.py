"""Pools: alias → pool → targets. Values and arithmetic without I/O.

``environment`` parses the configured pools. ``routing`` plans a request: ``choice`` orders its targets by
what operators set and the monitor published (``pool_view``), and what this process has seen
(``observations``);
``attempt_bounds`` and ``hedging`` say when the next one is tried, ``failover`` after which failures.
``leases`` counts the requests of each session with a limit, in all environments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.pools.target_ids import target_id
from portal.pools.wires import DEFAULT_WIRE, WireName


@dataclass(frozen=True, slots=True)
class Target:
    """A router URL, a session id and an auth key. None of them may ever reach a customer.

    ``session_id`` None lets the router choose a session (docs/protocols/cortensor-router.md, "Sessions").
    ``alias`` is the model alias that it is configured for, ``wire`` what its router speaks. ``id`` names it
    in the database, in logs and for operators (``portal.pools.target_ids``).
    """

    url: str
    session_id: int | None = None
    auth_key: str | None = field(default=None, repr=False)
    alias: str = ""
    wire: WireName = DEFAULT_WIRE
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", target_id(self.alias, self.url, self.session_id))


@dataclass(frozen=True, slots=True)
class Pool:
    """A named set of targets that serve the same model. ``name`` is public, its targets are not."""

    name: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """The maximum number of concurrent requests per session. None: unlimited.

    ``by_session`` overrides ``default``, which also limits a router without a configured session. Some
    routers corrupt two concurrent requests of one session; their limit is 1
    (docs/protocols/cortensor-router.md, "Concurrent requests on one session").
    """

    default: int | None = None
    by_session: Mapping[int, int] = field(default_factory=dict)

    def of(self, target: Target) -> int | None:
        """Return the limit of the target's session."""
        if target.session_id is None:
            return self.default
        return self.by_session.get(target.session_id, self.default)


@dataclass(frozen=True, slots=True)
class PoolMap:
    """The configured pools by model alias; each is named for its alias.

    ``default_model`` is the alias that serves requests without a model. None: such requests are refused.
    ``unary_models`` are the aliases whose routers are asked for whole answers where the customer wants one.
    ``names`` are other names of models: name → alias, and names that end with ``*`` for all that begin so.
    """

    pools: Mapping[str, Pool]
    default_model: str | None
    session_limits: SessionLimits = field(default_factory=SessionLimits)
    unary_models: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
