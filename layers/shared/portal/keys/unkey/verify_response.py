"""The answer of ``keys.verifyKey``, as much of it as is used (reference: unkey-supabase A5)."""

from __future__ import annotations

from operator import attrgetter
from typing import NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from portal.keys.unkey.names import read_limit_name
from portal.limits import Window

LONGEST_WINDOW_MS = 2_592_000_000
"""The longest window of a limit. Unkey's documentation calls ``reset`` a duration, its source sends a time;
a number up to this one can only be the former."""


class Ratelimit(TypedDict):
    """Durations and times in milliseconds."""

    name: str
    limit: int
    duration: int
    reset: int
    remaining: int
    exceeded: bool


class KeyMeta(TypedDict):
    """What the issuer writes on a key: the portal's id of it."""

    key_id: NotRequired[str]


class IdentityMeta(TypedDict):
    """What the issuer writes on an organisation's identity."""

    plan: NotRequired[str]


class StoredLimit(TypedDict):
    name: str


class Identity(TypedDict):
    externalId: str
    meta: NotRequired[IdentityMeta | None]
    ratelimits: NotRequired[list[StoredLimit] | None]


class Verification(TypedDict):
    """``code`` decides, ``valid`` repeats it. An unknown key's answer holds nothing else."""

    valid: bool
    code: str
    meta: NotRequired[KeyMeta | None]
    expires: NotRequired[int | None]
    permissions: NotRequired[list[str] | None]
    identity: NotRequired[Identity | None]
    ratelimits: NotRequired[list[Ratelimit] | None]


class Answer(TypedDict):
    data: Verification


ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)

_by_length = attrgetter("seconds")


def windows_of(verification: Verification, now: float) -> tuple[Window, ...]:
    """Return the windows that were looked at, shortest first. ``now`` is in unix seconds."""
    windows = [_window(ratelimit, now) for ratelimit in verification.get("ratelimits") or ()]
    windows.sort(key=_by_length)
    return tuple(windows)


def _window(ratelimit: Ratelimit, now: float) -> Window:
    name, scope = read_limit_name(ratelimit["name"])
    reset = ratelimit["reset"] / 1000
    if ratelimit["reset"] <= LONGEST_WINDOW_MS:
        reset += now
    return Window(
        name,
        scope,
        ratelimit["limit"],
        ratelimit["remaining"],
        reset,
        round(ratelimit["duration"] / 1000),
        ratelimit["exceeded"],
    )
