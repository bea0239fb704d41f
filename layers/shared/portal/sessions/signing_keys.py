"""The keys that access tokens are signed with: one shared secret, or a published key set.

Each kind allows its own algorithms only. A token can therefore never choose how it is verified: HS256 signed
with a public key meets a key set that knows no HS256, and an RS256 token meets a secret that knows no RS256.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

import httpx
import jwt

from portal.errors import InvalidSession, Unavailable

log = logging.getLogger(__name__)

FETCH_SECONDS = 1.5
"""The longest a request waits for the key set."""

LIFESPAN_SECONDS = 600.0
"""Supabase lets its key set be cached for so long (reference: unkey-supabase B4)."""

STALE_SECONDS = 3600.0
"""How long the last key set serves when none newer can be had."""

PAUSE_SECONDS = 30.0
"""The least time between two fetches, so that made-up key ids cause no traffic."""

FAILED_PAUSE_SECONDS = 5.0
"""After a failed fetch, requests are answered from what is known for so long."""

SECRET_MIN_BYTES = 32

NOT_VALID = "The session token is not valid."
SIGN_IN = "Sign in to the portal again."


class SigningKeys(Protocol):
    @property
    def algorithms(self) -> Sequence[str]: ...

    @property
    def names_issuer(self) -> bool:
        """Whether a good signature alone already says who issued the token."""
        ...

    async def key_for(self, token: str) -> jwt.PyJWK | bytes:
        """Return the key that must have signed ``token``. Raises InvalidSession, Unavailable."""
        ...


class SharedSecret:
    """HS256 under one secret: the embedded server, and hosted projects that still sign so."""

    algorithms = ("HS256",)
    names_issuer = True

    def __init__(self, secret: str) -> None:
        """Raises ValueError for a secret that could be guessed."""
        self._secret = secret.encode()
        if len(self._secret) < SECRET_MIN_BYTES:
            raise ValueError(f"PORTAL_SUPABASE_JWT_SECRET is shorter than {SECRET_MIN_BYTES} bytes.")

    async def key_for(self, token: str) -> bytes:  # noqa: ARG002  # there is but one
        return self._secret


class PublishedKeys:
    """Keys of a JWKS document: cached, fetched once for all who wait, kept if a fetch fails.

    ``fetch`` returns the document; its OSError or ValueError means that none can be had.
    """

    names_issuer = False

    def __init__(
        self,
        fetch: Callable[[], Awaitable[Mapping[str, Any]]],
        *,
        algorithms: Sequence[str] = ("ES256", "RS256"),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.algorithms = tuple(algorithms)
        self._fetch = fetch
        self._clock = clock
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._under_way: asyncio.Task[None] | None = None

    async def key_for(self, token: str) -> jwt.PyJWK:
        kid = _key_id(token)
        if self._age >= LIFESPAN_SECONDS:
            await self._refresh(pause=FAILED_PAUSE_SECONDS)
        key = self._keys.get(kid)
        if key is None:
            await self._refresh(pause=PAUSE_SECONDS)
            key = self._keys.get(kid)
        if self._age >= STALE_SECONDS:
            raise Unavailable("Sign-ins cannot be checked right now.", hint="Try again shortly.")
        if key is None:
            raise InvalidSession(NOT_VALID, hint=SIGN_IN)
        return key

    @property
    def _age(self) -> float:
        return self._clock() - self._fetched_at

    async def _refresh(self, *, pause: float) -> None:
        """Wait for a fetch: the one under way, or a new one if the last is ``pause`` seconds ago."""
        if self._under_way is None:
            if self._clock() - self._tried_at < pause:
                return
            self._under_way = asyncio.create_task(self._load())
        await asyncio.shield(self._under_way)

    async def _load(self) -> None:
        asked_at = self._clock()
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                document = await self._fetch()
            self._keys = _usable_keys(document, self.algorithms)
            self._fetched_at = asked_at
            if not self._keys:
                log.warning("sessions.key_set_empty")
        except (OSError, ValueError) as error:
            log.warning("sessions.key_set_failed", extra={"reason": repr(error)})
        finally:
            self._tried_at = self._clock()
            self._under_way = None


class UnusableKeySet(ValueError):
    """What was fetched is no JWKS document."""


def fetch_key_set(url: str, http: httpx.AsyncClient) -> Callable[[], Awaitable[Mapping[str, Any]]]:
    """Return a fetch of the JWKS document at ``url`` for ``PublishedKeys``."""

    async def fetch() -> Mapping[str, Any]:
        try:
            answer = await http.get(url, follow_redirects=False)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise OSError(f"{type(error).__name__}: {error}") from error
        document = answer.json()
        if not isinstance(document, dict):
            raise UnusableKeySet("the key set is no JSON object")
        return document

    return fetch


def _usable_keys(document: Mapping[str, Any], algorithms: Sequence[str]) -> dict[str, jwt.PyJWK]:
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise UnusableKeySet("the key set has no list of keys")
    keys = {}
    for entry in listed:
        if not isinstance(entry, dict) or entry.get("use", "sig") != "sig" or not entry.get("kid"):
            continue
        try:
            key = jwt.PyJWK(entry)
        except jwt.PyJWTError as error:
            log.warning("sessions.key_unusable", extra={"kid": entry["kid"], "reason": str(error)})
            continue
        if key.algorithm_name in algorithms:
            keys[str(entry["kid"])] = key
    return keys


def _key_id(token: str) -> str:
    try:
        kid = jwt.get_unverified_header(token).get("kid")
    except jwt.PyJWTError as error:
        raise InvalidSession(NOT_VALID, hint=SIGN_IN) from error
    if not kid:
        raise InvalidSession(NOT_VALID, hint=SIGN_IN)
    return str(kid)
