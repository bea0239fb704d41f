"""Limits on requests that change something, per person and organisation (docs/limits.md)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from postgrest import AsyncPostgrestClient

from functions.control_plane.auth.identification import Caller
from functions.control_plane.database.call import fetch_data
from functions.control_plane.database.outcome import require_done
from portal.errors import RateLimited

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REMOVING_METHOD = "DELETE"
_MINUTE_SECONDS = 60
_HOUR_SECONDS = 3_600
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class WriteLimits:
    """How many requests may change something within a sliding window.

    An organisation may change more than a person, so that one member cannot use up what all of them share.
    """

    per_person_and_minute: int = 60
    per_person_and_day: int = 1_000
    per_organization_and_minute: int = 240
    per_organization_and_day: int = 5_000


class WriteLimiter:
    """Counts requests in the database, which all environments share: the limits hold exactly."""

    def __init__(self, database: AsyncPostgrestClient, limits: WriteLimits) -> None:
        self._database = database
        self._limits = limits

    async def count(self, caller: Caller, method: str) -> None:
        """Count a request of ``caller`` with this HTTP method, unless it only reads.

        What removes something counts for the person alone, apart from their other changes: neither these nor
        what other members do can keep anybody from revoking a key or removing a member.

        Raises RateLimited, which counts nothing, and DatabaseUnavailable: what cannot be counted is not done.
        """
        if method in READING_METHODS:
            return
        limits, removes = self._limits, method == REMOVING_METHOD
        kind = "removals" if removes else "changes"
        person = f"user:{caller.account.id}:{kind}"
        windows = [
            _window(f"{kind} per minute of a user", person, _MINUTE_SECONDS, limits.per_person_and_minute),
            _window(f"{kind} per day of a user", person, _DAY_SECONDS, limits.per_person_and_day),
        ]
        if not removes:
            organization = f"organization:{caller.organization_id}"
            windows += [
                _window(
                    "changes per minute of an organization",
                    organization,
                    _MINUTE_SECONDS,
                    limits.per_organization_and_minute,
                ),
                _window(
                    "changes per day of an organization",
                    organization,
                    _DAY_SECONDS,
                    limits.per_organization_and_day,
                ),
            ]
        result = await fetch_data(self._database.rpc("count_within_limits", {"p_limits": windows}))  # type: ignore[dict-item]  # its stub knows text only
        if isinstance(result, dict) and result.get("outcome") == "limited":
            seconds = max(1, math.ceil(result["retry_after"]))
            raise RateLimited(
                f"Too many changes: {result['limit']:,} of {result['limit']:,} ({result['name']}).",
                hint=f"Try again in {_duration(seconds)}.",
                retry_after=seconds,
            )
        require_done(result)


def _duration(seconds: int) -> str:
    if seconds < 2 * _MINUTE_SECONDS:
        return f"{seconds} seconds"
    if seconds < 2 * _HOUR_SECONDS:
        return f"{math.ceil(seconds / _MINUTE_SECONDS)} minutes"
    return f"{math.ceil(seconds / _HOUR_SECONDS)} hours"


def _window(name: str, subject: str, seconds: int, allowed: int) -> dict[str, Any]:
    return {"name": name, "subject": subject, "seconds": seconds, "allowed": allowed}
