"""Limits as values: what a window allows, and how much of it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Scope = Literal["key", "organization"]
Unit = Literal["requests", "tokens"]
UNITS: tuple[Unit, ...] = ("requests", "tokens")

SHORT_WINDOW_SECONDS = 60
"""A full window up to this long is a rate limit (wait and retry); a longer one is a quota."""

KEY_LIMIT = "requests per minute"
"""The one limit that counts a key; a key may have a smaller one than its plan."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``limit`` requests in any ``seconds``, counted per key or per organisation.

    ``name`` is what the customer reads (``requests per minute``) and what the key service counts by. Limits
    of keys and of organisations have different names, because a key's limit would hide its organisation's of
    the same name (docs/protocols/unkey.md, "Rate limits").
    """

    name: str
    scope: Scope
    limit: int
    seconds: int


WITHOUT_MODEL = Limit("requests without a model per minute", "key", 120, SHORT_WINDOW_SECONDS)
"""What a key may send that runs no model: lists of models, token counts, and requests that are refused.

It is the same for every plan and is not part of one: the key service is told it with each such request.
"""


def limits_of_key(plan: Sequence[Limit], requests_per_minute: int | None) -> tuple[Limit, ...]:
    """Return a plan's limits for a key with a limit of its own, if any: the smaller one applies."""
    if requests_per_minute is None:
        return tuple(plan)
    if not any(limit.scope == "key" for limit in plan):
        return (Limit(KEY_LIMIT, "key", requests_per_minute, SHORT_WINDOW_SECONDS), *plan)
    return tuple(
        replace(limit, limit=min(limit.limit, requests_per_minute)) if limit.scope == "key" else limit
        for limit in plan
    )


class Window(NamedTuple):
    """The state of one limit after a request was counted or denied.

    ``resets_at`` is in unix seconds. A named tuple, because every request creates one per limit and a frozen
    dataclass takes four times as long to create.
    """

    name: str
    scope: Scope
    limit: int
    remaining: int
    resets_at: float
    seconds: int
    exceeded: bool = False
    unit: Unit = "requests"

    @property
    def used(self) -> int:
        return max(0, self.limit - self.remaining)

    @property
    def is_short(self) -> bool:
        return self.seconds <= SHORT_WINDOW_SECONDS
