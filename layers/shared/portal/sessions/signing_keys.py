"""The keys that verify access tokens: one shared secret, or a published key set (JWKS).

Each allows its own algorithms only, so a token cannot choose how it is verified: a key set rejects HS256
signed with a public key, and a secret rejects RS256.

PyJWT's ``PyJWKClient`` is not used: it blocks, drops an expired key set when a fetch fails, and fetches again
for every request while the provider is down.
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
from portal.sessions.provider_clock import ProviderClock
from portal.web.elapsed import elapsed_seconds

log = logging.getLogger(__name__)

FETCH_SECONDS = 1.5
"""How long a request waits for the key set at most."""

FRESH_SECONDS = 600.0
"""How long Supabase lets its key set be cached (docs/protocols/supabase.md, "Signing keys")."""

STALE_SECONDS = 3600.0
"""How long the last key set is used if no newer one can be fetched."""

FETCH_COOLDOWN_SECONDS = 30.0
"""Minimum time between two fetches, so that tokens with made-up key ids cause no traffic."""

FAILED_FETCH_COOLDOWN_SECONDS = 5.0
"""Time after a failed fetch in which requests use the last key set."""

SECRET_MIN_BYTES = 32

ALGORITHMS = ("ES256", "RS256")
"""The algorithms of published keys, where the provider does not name fewer."""

INVALID_MESSAGE = "The session token is not valid."
SIGN_IN_HINT = "Sign in to the portal again."


class SigningKeys(Protocol):
    @property
    def algorithms(self) -> Sequence[str]: ...

    @property
    def identifies_issuer(self) -> bool:
        """Whether a valid signature alone identifies the issuer of the token."""
        ...

    def now(self) -> float:
        """Return the time to compare tokens with: the provider's where it is known, in unix seconds."""
        ...

    async def key_for(self, token: str) -> jwt.PyJWK | bytes:
        """Return the key to verify ``token`` with. Raises InvalidSession, Unavailable."""
        ...


class SharedSecret:
    """HS256 under one secret: of the embedded server, and of hosted projects that still use it."""

    algorithms = ("HS256",)
    identifies_issuer = True

    def __init__(self, secret: str) -> None:
        """Raises ValueError for a secret that could be guessed."""
        self._secret = secret.encode()
        if len(self._secret) < SECRET_MIN_BYTES:
            raise ValueError(f"PORTAL_SUPABASE_JWT_SECRET is shorter than {SECRET_MIN_BYTES} bytes.")

    def now(self) -> float:
        return time.time()

    async def key_for(self, token: str) -> bytes:  # noqa: ARG002  # there is only one
        return self._secret


class PublishedKeys:
    """Keys of a JWKS document: cached, fetched once for all waiting requests, kept if a fetch fails.

    A wall clock that steps back makes them stale, and with them what ``provider_clock`` knows: both are
    fetched again before the next token is verified.

    ``fetch`` returns the document; its OSError or ValueError means that the fetch failed. ``clock`` is in
    seconds. ``provider_clock`` is the clock that ``fetch`` observes.
    """

    identifies_issuer = False

    def __init__(
        self,
        fetch: Callable[[], Awaitable[Mapping[str, Any]]],
        *,
        algorithms: Sequence[str] = ALGORITHMS,
        provider_clock: ProviderClock | None = None,
        clock: Callable[[], float] = elapsed_seconds,
    ) -> None:
        self.algorithms = tuple(algorithms)
        self._fetch = fetch
        self._provider_clock = provider_clock or ProviderClock()
        self._clock = clock
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")
        self._attempted_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    def now(self) -> float:
        return self._provider_clock.now()

    async def key_for(self, token: str) -> jwt.PyJWK:
        kid = _key_id(token)
        if self._age >= FRESH_SECONDS:
            await self._refresh(cooldown=FAILED_FETCH_COOLDOWN_SECONDS)
        key = self._keys.get(kid)
        if key is None:
            await self._refresh(cooldown=FETCH_COOLDOWN_SECONDS)
            key = self._keys.get(kid)
        if self._age >= STALE_SECONDS:
            raise Unavailable("Sessions cannot be verified right now.", hint="Try again shortly.")
        if key is None:
            raise InvalidSession(INVALID_MESSAGE, hint=SIGN_IN_HINT)
        return key

    @property
    def _age(self) -> float:
        return self._clock() - self._fetched_at

    async def _refresh(self, *, cooldown: float) -> None:
        """Wait for the running fetch, or for a new one if the last was ``cooldown`` seconds ago."""
        if self._fetching is None:
            if self._clock() - self._attempted_at < cooldown:
                return
            self._fetching = asyncio.create_task(self._load())
        await asyncio.shield(self._fetching)

    async def _load(self) -> None:
        started_at = self._clock()
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                document = await self._fetch()
            self._keys = _usable_keys(document, self.algorithms)
            self._fetched_at = started_at
            if not self._keys:
                log.warning("sessions.key_set_empty")
        except (OSError, ValueError) as error:
            log.warning("sessions.key_set_fetch_failed", extra={"reason": repr(error)})
        finally:
            self._attempted_at = self._clock()
            self._fetching = None


class InvalidKeySet(ValueError):
    """The fetched document is not a JWKS document."""


def fetch_key_set(
    url: str, http: httpx.AsyncClient, provider_clock: ProviderClock
) -> Callable[[], Awaitable[Mapping[str, Any]]]:
    """Return a function that fetches the JWKS document at ``url``, for ``PublishedKeys``."""

    async def fetch() -> Mapping[str, Any]:
        try:
            response = await http.get(url, follow_redirects=False)
            response.raise_for_status()
            provider_clock.observe(response.headers)
        except httpx.HTTPError as error:
            raise OSError(f"{type(error).__name__}: {error}") from error
        document = response.json()
        if not isinstance(document, dict):
            raise InvalidKeySet("the key set is not a JSON object")
        return document

    return fetch


def _usable_keys(document: Mapping[str, Any], algorithms: Sequence[str]) -> dict[str, jwt.PyJWK]:
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise InvalidKeySet("the key set has no list of keys")
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
        raise InvalidSession(INVALID_MESSAGE, hint=SIGN_IN_HINT) from error
    if not kid:
        raise InvalidSession(INVALID_MESSAGE, hint=SIGN_IN_HINT)
    return str(kid)
