"""The cases of the comparison, and the plan of one that a contender gets. Standard library only.

Contenders run with the Python of their own environment, so what they share imports no package.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

BAD, SECOND = 0, 1
"""The routers that are broken, by their position; the third never is."""

_STRICT = {"strict_sessions": "refuse"}


@dataclass(frozen=True)
class Case:
    """``behaviours``: position of a router → its behaviour (``local.simulator.behaviour``).

    ``patience_seconds`` is when clients leave, ``utilisation`` the part of all sessions that requests need,
    which come at random times then. ``exclusive``: a session takes one request at a time.
    """

    name: str
    behaviours: dict[int, dict[str, Any]] = field(default_factory=dict)
    stream: bool = True
    patience_seconds: float | None = None
    deadline_seconds: float = 30.0
    utilisation: float | None = None

    @property
    def exclusive(self) -> bool:
        return self.utilisation is not None


_REFUSES = {"refuse_connections_seconds": 86_400}

CASES = (
    Case("healthy"),
    Case("one refuses connections", {BAD: _REFUSES}),
    Case("two of three refuse", {BAD: _REFUSES, SECOND: _REFUSES}),
    Case("one says 500", {BAD: {"status": 500}}),
    Case("one says 429", {BAD: {"status": 429, "retry_after": 10}}),
    Case(
        "half of the answers of two are 500",
        {BAD: {"status": 500, "fail_share": 0.5}, SECOND: {"status": 500, "fail_share": 0.5}},
    ),
    Case("one 20 times slower", {BAD: {"slow_factor": 20}}),
    Case("black hole, stream", {BAD: {"black_hole": True}}),
    Case("black hole, clients leave after 5 s", {BAD: {"black_hole": True}}, patience_seconds=5.0),
    Case(
        "black hole, unary, deadline 10 s", {BAD: {"black_hole": True}}, stream=False, deadline_seconds=10.0
    ),
    Case("half of one's streams die", {BAD: {"drop_share": 0.5}}),
    *(
        Case(f"exclusive sessions, {share:.0%} utilised", utilisation=share, deadline_seconds=10.0)
        for share in (0.3, 0.5, 0.8)
    ),
)

TTFT_MS, TOKEN_MS, TOKENS = 300, 20, 20
ANSWER_SECONDS = (TTFT_MS + TOKENS * TOKEN_MS) / 1000
SESSIONS = (11, 12, 21, 22, 31, 41)
"""Of the routers. Each leads to all of them, but to two of its own in the cases of exclusive sessions."""

HEALTHY = {"first_byte_delay_ms": TTFT_MS, "token_delay_ms": TOKEN_MS}


@dataclass(frozen=True)
class Plan:
    """One case for one contender. ``router_urls`` in their order; ``key`` is what they accept."""

    case: Case
    router_urls: list[str]
    key: str
    requests: int = 300
    connections: int = 12
    warm_up: int = 36

    @property
    def arrivals_per_second(self) -> float | None:
        """How many requests come a second; None: each connection sends the next one after an answer."""
        if self.case.utilisation is None:
            return None
        return self.case.utilisation * len(SESSIONS) / ANSWER_SECONDS

    @property
    def targets(self) -> list[tuple[str, int]]:
        """Router URLs with a session: all of them, or each session once where they are exclusive."""
        if self.case.exclusive:
            urls = self.router_urls
            return [(urls[index % len(urls)], session) for index, session in enumerate(SESSIONS)]
        return [(url, session) for session in SESSIONS for url in self.router_urls]

    def behaviour(self, router: int, *, broken: bool) -> dict[str, Any]:
        strict = _STRICT if self.case.exclusive else {}
        return {**HEALTHY, **strict, **(self.case.behaviours.get(router, {}) if broken else {})}

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Plan:
        fields = json.loads(text)
        case = fields.pop("case")
        case["behaviours"] = {int(router): value for router, value in case["behaviours"].items()}
        return cls(Case(**case), **fields)
