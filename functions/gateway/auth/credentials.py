"""Reading a caller's credentials: the API key from the headers, and the network address."""

from __future__ import annotations

from typing import NamedTuple

from functions.gateway.dialects import Headers
from portal.errors import MissingKey
from portal.keys import refusal
from portal.keys.presented_key import PresentedKey, present_key
from portal.web.client_network import address_of
from portal.web.types import Scope


class Credentials(NamedTuple):
    """``address`` is the network address that the server saw, empty if it saw none."""

    presented_key: PresentedKey
    address: str

    @property
    def api_key(self) -> str:
        return self.presented_key.api_key


def read_credentials(scope: Scope, headers: Headers) -> Credentials:
    """Return the caller's credentials. Raises MissingKey, InvalidKey."""
    return Credentials(present_key(read_api_key(headers)), address_of(scope))


MAX_KEY_CHARACTERS = 256
"""Longer keys are refused before they are hashed; the key service itself allows 512."""


def read_api_key(headers: Headers) -> str:
    """Return the key from ``authorization: Bearer`` or ``x-api-key``. Raises MissingKey, InvalidKey.

    Every route takes both: Anthropic's SDKs before 2.0 send the second, all others the first
    (docs/protocols/anthropic.md, "Authentication"). If both are present, the bearer token counts.
    """
    authorization = headers.get("authorization")
    if authorization is not None:
        scheme, _, api_key = authorization.partition(" ")
        api_key = api_key.strip()
        if scheme.lower() != "bearer" or not api_key:
            raise MissingKey(
                "The Authorization header must read 'Bearer <API key>'.",
                hint="Send your API key as a bearer token.",
            )
    else:
        api_key = headers.get("x-api-key", "").strip()
        if not api_key:
            raise MissingKey(
                "No API key was sent.",
                hint="Send it as 'Authorization: Bearer <API key>' or in the x-api-key header.",
            )
    if len(api_key) > MAX_KEY_CHARACTERS:
        raise refusal.unknown_key()
    return api_key
