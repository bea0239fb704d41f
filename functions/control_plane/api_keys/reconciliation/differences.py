"""Compare a key at the key service with what our database says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portal.keys import KeyState
from portal.limits import Limit, Scope, limits_of_key


def is_different(actual: KeyState, expected: KeyState) -> bool:
    """Return whether the key must be updated."""
    limits = limits_of_key(expected.limits, expected.requests_per_minute)
    return not has_same_limits(actual.limits, limits, "key") or _comparable(actual) != _comparable(expected)


def has_same_limits(actual: Sequence[Limit], expected: Sequence[Limit], scope: Scope) -> bool:
    """Return whether ``actual`` are exactly the ``expected`` limits of ``scope``."""
    return set(actual) == {limit for limit in expected if limit.scope == scope}


def _comparable(state: KeyState) -> KeyState:
    """Return ``state`` without what its allowance has, and with the expiry in milliseconds, as stored."""
    at = state.expires_at
    milliseconds = None if at is None else at.replace(microsecond=at.microsecond // 1000 * 1000)
    return replace(state, plan="", limits=(), expires_at=milliseconds)
