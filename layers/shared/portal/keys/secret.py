"""What a customer key looks like, how it is shown, and what is stored of it.

A key of the local issuer is ``ctx_`` + 30 random base62 characters (178 bits) + 6 characters of checksum:
CRC-32 of the random part, in base62. The checksum is no secret. It lets a mistyped or made-up key be refused
without a lookup, and lets a secret scanner tell a real key from text that looks like one.
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
SECRET_CHARACTERS = len(_START) + _RANDOM_CHARACTERS + _CHECKSUM_CHARACTERS

PEPPER_MIN_BYTES = 16


def new_secret() -> str:
    """Return a fresh key."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM_CHARACTERS))
    return f"{_START}{body}{_checksum(body)}"


def is_well_formed(secret: str) -> bool:
    """Whether ``secret`` can be a key of the local issuer. Says nothing about whether one was issued."""
    if not has_key_shape(secret):
        return False
    body = secret[len(_START) : -_CHECKSUM_CHARACTERS]
    return body.isascii() and body.isalnum() and secret.endswith(_checksum(body))


def has_key_shape(secret: str) -> bool:
    """The part of ``is_well_formed`` that costs nothing: prefix and length."""
    return len(secret) == SECRET_CHARACTERS and secret.startswith(_START)


def masked(secret: str) -> str:
    """Return what lists show of a key: ``ctx_ab12…wxyz``.

    Of a local key this gives away 24 random bits and the checksum's; more than 120 stay unknown.
    """
    start = secret.index("_") + 1
    return f"{secret[: start + 4]}…{secret[-4:]}"


class KeyHasher:
    """Keyed hash of keys: HMAC-SHA256 under a pepper that the database does not know, in hex.

    Whoever reads the table cannot test guesses against it without the pepper; whoever changes the pepper
    makes every key of the local issuer unknown.
    """

    def __init__(self, pepper: str) -> None:
        """Raises ValueError for a pepper too short to be one."""
        self._pepper = pepper.encode()
        if len(self._pepper) < PEPPER_MIN_BYTES:
            raise ValueError(f"PORTAL_KEY_PEPPER is shorter than {PEPPER_MIN_BYTES} bytes.")

    def hash(self, secret: str) -> str:
        return hmac.digest(self._pepper, secret.encode(), "sha256").hex()


def _checksum(body: str) -> str:
    value = zlib.crc32(body.encode())
    digits = []
    for _ in range(_CHECKSUM_CHARACTERS):
        value, digit = divmod(value, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
