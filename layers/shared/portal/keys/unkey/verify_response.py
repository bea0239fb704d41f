"""The fields of a ``keys.verifyKey`` response that are used (docs/protocols/unkey.md, "Verification")."""

from __future__ import annotations

from operator import attrgetter
from typing import NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from portal.errors import KeyIds
from portal.keys.unkey.names import read_limit_name
from portal.limits import Window

# Unkey documents ``reset`` as a duration, and its source sends a time.
LONGEST_WINDOW_MS = 2_592_000_000
"""The longest window of a limit; a ``reset`` up to this number can only be a duration."""


class Ratelimit(TypedDict):
    """Durations and times in milliseconds."""

    name: str
    limit: int
    duration: int
    reset: int
    remaining: int
    exceeded: bool


class KeyMeta(TypedDict):
    """Metadata that the issuer writes to a key: the portal's ids of it and of its organisation."""

    key_id: NotRequired[str]
    organization_id: NotRequired[str]


class IdentityMeta(TypedDict):
    """Metadata that the issuer writes to the identity of an allowance."""

    plan: NotRequired[str]


class IdentityLimit(TypedDict):
    name: str


class VerifiedIdentity(TypedDict):
    externalId: str
    meta: NotRequired[IdentityMeta | None]
    ratelimits: NotRequired[list[IdentityLimit] | None]


class Verification(TypedDict):
    """``code`` decides; ``valid`` repeats it. For an unknown key there is nothing else."""

    valid: bool
    code: str
    meta: NotRequired[KeyMeta | None]
    expires: NotRequired[int | None]
    permissions: NotRequired[list[str] | None]
    identity: NotRequired[VerifiedIdentity | None]
    ratelimits: NotRequired[list[Ratelimit] | None]


class VerifyResponse(TypedDict):
    data: Verification


VERIFY_RESPONSE: TypeAdapter[VerifyResponse] = TypeAdapter(VerifyResponse)

_by_seconds = attrgetter("seconds")


def ids_of(verification: Verification) -> KeyIds | None:
    """Return the portal's ids of the key, in force or not; None if it is unknown or the portal did not
    create it.
    """
    meta = verification.get("meta") or {}
    key_id, organization_id = meta.get("key_id"), meta.get("organization_id")
    return KeyIds(key_id, organization_id) if key_id and organization_id else None


def windows_of(verification: Verification, now: float) -> tuple[Window, ...]:
    """Return the windows of the checked limits, shortest first. ``now`` is in unix seconds."""
    windows = [_window(ratelimit, now) for ratelimit in verification.get("ratelimits") or ()]
    windows.sort(key=_by_seconds)
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
