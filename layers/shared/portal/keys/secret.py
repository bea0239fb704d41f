"""The local issuer's keys: their format, their masked form and their stored hash.

A key is ``ctx_`` + 30 random base62 characters (178 bits) + 6 characters of checksum: CRC-32 of the random
part, in base62. The checksum is no secret. With it a mistyped or made-up key is refused without a lookup, and
a secret scanner can tell a key from text that looks like one.
"""

from __future__ import annotations

import hmac
import secrets
import zlib

from portal.keys import KEY_PREFIX

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_START = f"{KEY_PREFIX}_"
_RANDOM_CHARACTERS = 30
_CHECKSUM_CHARACTERS = 6
KEY_CHARACTERS = len(_START) + _RANDOM_CHARACTERS + _CHECKSUM_CHARACTERS

PEPPER_MIN_BYTES = 16


def new_secret() -> str:
    """Return the plain text of a new key."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM_CHARACTERS))
    return f"{_START}{body}{_checksum(body)}"


def is_well_formed(api_key: str) -> bool:
    """Whether ``api_key`` can be a key of the local issuer, whether or not one was issued."""
    if len(api_key) != KEY_CHARACTERS or not api_key.startswith(_START):
        return False
    body = api_key[len(_START) : -_CHECKSUM_CHARACTERS]
    return body.isascii() and body.isalnum() and api_key.endswith(_checksum(body))


def masked(secret: str) -> str:
    """Return the form that lists show: ``ctx_ab12…wxyz``.

    Of a local key it shows 24 random bits and part of the checksum; more than 120 bits stay unknown.
    """
    start = secret.index("_") + 1
    return f"{secret[: start + 4]}…{secret[-4:]}"


class KeyHasher:
    """The stored hash of keys: HMAC-SHA256 in hex, under a pepper that is not in the database.

    Without the pepper a copy of the table is no help in guessing keys. Another pepper makes every key of the
    local issuer unknown.
    """

    def __init__(self, pepper: str) -> None:
        """Raises ValueError for a pepper under ``PEPPER_MIN_BYTES``."""
        self._pepper = pepper.encode()
        if len(self._pepper) < PEPPER_MIN_BYTES:
            raise ValueError(f"PORTAL_KEY_PEPPER is shorter than {PEPPER_MIN_BYTES} bytes.")

    def hash(self, api_key: str) -> str:
        return hmac.digest(self._pepper, api_key.encode(), "sha256").hex()


def _checksum(body: str) -> str:
    value = zlib.crc32(body.encode())
    digits = []
    for _ in range(_CHECKSUM_CHARACTERS):
        value, digit = divmod(value, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
