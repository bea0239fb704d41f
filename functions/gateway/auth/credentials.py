"""Who asks: the key a customer sent, and from where."""

from __future__ import annotations

from typing import NamedTuple

from functions.gateway.dialects import Headers
from portal.errors import MissingKey
from portal.keys import refusal
from portal.web.types import Scope


class Caller(NamedTuple):
    """``address`` is the network address the server saw, empty where it tells none."""

    key: str
    address: str


def caller_of(scope: Scope, headers: Headers) -> Caller:
    """Raises MissingKey, InvalidKey.

    The address is the connection's, or behind API Gateway the one it saw. A forwarding header would be the
    caller's own word.
    """
    client = scope.get("client")
    return Caller(key_of(headers), client[0] if client else "")


MAX_KEY_CHARACTERS = 256
"""Longer keys are refused unread; the key service itself allows 512."""


def key_of(headers: Headers) -> str:
    """Return the key from ``authorization: Bearer`` or ``x-api-key``. Raises MissingKey, InvalidKey.

    Both are taken on every route: Anthropic's SDKs before 2.0 send the second, all others the first
    (reference: clients 0.1). With both present the bearer counts.
    """
    authorization = headers.get("authorization")
    if authorization is not None:
        scheme, _, key = authorization.partition(" ")
        key = key.strip()
        if scheme.lower() != "bearer" or not key:
            raise MissingKey(
                "The Authorization header must read 'Bearer <API key>'.",
                hint="Send your API key as a bearer token.",
            )
    else:
        key = headers.get("x-api-key", "").strip()
        if not key:
            raise MissingKey(
                "No API key was sent.",
                hint="Send it as 'Authorization: Bearer <API key>' or in the x-api-key header.",
            )
    if len(key) > MAX_KEY_CHARACTERS:
        raise refusal.unknown_key()
    return key
