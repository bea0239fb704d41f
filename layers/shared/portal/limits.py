"""Limits as values: what a window allows, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Scope = Literal["key", "organization"]
Unit = Literal["requests", "tokens"]
UNITS: tuple[Unit, ...] = ("requests", "tokens")

SHORT_WINDOW_SECONDS = 60
"""Up to this length a full window is a rate limit (wait and retry); beyond it, a quota."""

KEY_LIMIT = "requests per minute"
"""The one limit that counts a key; a key may have a smaller one than its plan."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``limit`` requests in any ``seconds``, counted per key or per organisation.

    ``name`` is what the customer reads (``requests per minute``) and what the key service counts by; names
    of key limits and organisation limits are distinct, or the key's would hide the organisation's
    (reference: unkey-supabase A5.2).
    """

    name: str
    scope: Scope
    limit: int
    seconds: int


def limits_of_key(plan: Sequence[Limit], own: int | None) -> tuple[Limit, ...]:
    """Return the limits of a plan for a key with ``own`` requests a minute: the smaller one counts."""
    if own is None:
        return tuple(plan)
    if not any(limit.scope == "key" for limit in plan):
        return (Limit(KEY_LIMIT, "key", own, SHORT_WINDOW_SECONDS), *plan)
    return tuple(
        replace(limit, limit=min(limit.limit, own)) if limit.scope == "key" else limit for limit in plan
    )


class Window(NamedTuple):
    """Where one limit stands after this request was counted, or was denied.

    ``resets_at`` is in unix seconds. A named tuple, because every request makes one per limit and a frozen
    dataclass costs four times as much to make.
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
