"""The Unkey adapter over the stand-in for Unkey, on a loopback port."""

from __future__ import annotations

import functools
import ssl
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from portal.keys import KeyState, NewKey
from portal.keys.unkey.administration import UnkeyAdministration
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.issuer import UnkeyIssuer
from portal.keys.unkey.verifier import Observe, UnkeyVerifier
from portal.limits import Limit
from tests.support.keys.service import AMPLE, StoredKey
from tests.support.servers.asgi import serving
from tests.support.unkey.server import Unkey
from tests.support.unkey.store import GATEWAY_PERMISSIONS, PORTAL_PERMISSIONS

GATEWAY_ROOT_KEY = "unkey_gateway"
PORTAL_ROOT_KEY = "unkey_portal"


@dataclass(frozen=True)
class IssuedUnkeyKey:
    secret: str
    masked: str
    issuer_key_id: str
    key_id: str
    organization_id: str
    state: KeyState


class FrozenTime:
    """A time that only the test moves: it starts 20 s into a minute, and inside of the longer windows."""

    def __init__(self, at: float | None = None) -> None:
        self.at = 1_795_000_000.0 // 60 * 60 + 20 if at is None else at

    def __call__(self) -> float:
        return self.at


class UnkeyService:
    """``KeyService`` over any Unkey; subclasses define the time."""

    def __init__(self, verifier: UnkeyVerifier, issuer: UnkeyIssuer) -> None:
        self.verifier = verifier
        self.issuer = issuer

    async def issue(
        self,
        *,
        limits: tuple[Limit, ...] = AMPLE,
        organization_id: str | None = None,
        allowance_id: str | None = None,
        models: frozenset[str] | None = None,
        expires_at: datetime | None = None,
    ) -> IssuedUnkeyKey:
        organization_id = organization_id or str(uuid.uuid4())
        new = NewKey(
            key_id=str(uuid.uuid4()),
            organization_id=organization_id,
            allowance_id=allowance_id or organization_id,
            plan="free",
            name="test",
            limits=limits,
            models=models,
            expires_at=expires_at,
        )
        issued = await self.issuer.issue(new)
        assert issued.issuer_key_id is not None
        state = KeyState(
            new.name, new.organization_id, new.allowance_id, new.plan, limits, models, expires_at
        )
        return IssuedUnkeyKey(
            issued.secret, issued.masked, issued.issuer_key_id, new.key_id, new.organization_id, state
        )

    async def move(
        self, key: IssuedUnkeyKey, plan: str, allowance_id: str, limits: tuple[Limit, ...]
    ) -> None:
        state = replace(key.state, plan=plan, allowance_id=allowance_id, limits=limits)
        await self.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=state)

    async def disable(self, key: IssuedUnkeyKey) -> None:
        disabled = replace(key.state, enabled=False)
        await self.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=disabled)

    async def revoke(self, key: IssuedUnkeyKey) -> None:
        await self.issuer.revoke(key_id=key.key_id, issuer_key_id=key.issuer_key_id)


class FakeUnkeyService(UnkeyService):
    """Over the stand-in at ``url``, whose time is ``moment``."""

    counting_lag_seconds = 0.0

    def __init__(
        self, unkey: Unkey, url: str, moment: FrozenTime, verifier: UnkeyVerifier, issuer: UnkeyIssuer
    ) -> None:
        super().__init__(verifier, issuer)
        self.unkey = unkey
        self.url = url
        self._moment = moment

    def now(self) -> float:
        return self._moment.at

    def advance(self, seconds: float) -> None:
        self._moment.at += seconds

    async def wait(self, seconds: float) -> None:
        self.advance(seconds)

    async def propagate(self, _key: StoredKey) -> None:
        self.advance(31)


def verifications(service: FakeUnkeyService) -> int:
    """Return how many times a key was verified at the stand-in."""
    return service.unkey.calls.count("keys.verifyKey")


@functools.cache
def tls() -> ssl.SSLContext:
    """Return one context for all tests, because creating one takes longer than most of them."""
    return ssl.create_default_context()


def with_root_keys(unkey: Unkey) -> Unkey:
    unkey.store.add_root_key(GATEWAY_ROOT_KEY, GATEWAY_PERMISSIONS)
    unkey.store.add_root_key(PORTAL_ROOT_KEY, PORTAL_PERMISSIONS)
    return unkey


@asynccontextmanager
async def unkey_service(
    *,
    moment: FrozenTime | None = None,
    observe: Observe | None = None,
    timeout_seconds: float = 30.0,
    **settings: float,
) -> AsyncIterator[FakeUnkeyService]:
    """Serve a stand-in with ``settings`` and yield the adapter; gateway and portal have a root key each.

    The timeout is long, so that a slow machine does not fail a test.
    """
    moment = moment or FrozenTime()
    unkey = with_root_keys(Unkey(clock=moment, **settings))  # type: ignore[arg-type]
    async with serving(unkey.app) as url:
        connection = UnkeyConnection(GATEWAY_ROOT_KEY, base_url=url, timeout_seconds=timeout_seconds)
        administration = UnkeyAdministration(
            PORTAL_ROOT_KEY, base_url=url, timeout_seconds=timeout_seconds, tls=tls()
        )
        issuer = UnkeyIssuer(administration, unkey.store.api_id)
        verifier = UnkeyVerifier(connection, clock=moment, observe=observe)
        try:
            yield FakeUnkeyService(unkey, url, moment, verifier, issuer)
        finally:
            await connection.close()
            await issuer.close()
