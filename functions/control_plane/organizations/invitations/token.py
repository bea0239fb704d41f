"""Tokens of invitations."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a new random token."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """Return the hash to store. A token of 32 random bytes needs neither salt nor stretching."""
    return hashlib.sha256(token.encode()).hexdigest()
