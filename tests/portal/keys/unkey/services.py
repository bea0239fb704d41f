"""The Unkey adapter with the fake behind it, on a real port."""

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
from tests.functions.gateway.serving import serving
from tests.portal.keys.contract import AMPLE, StoredKey
from tests.support.unkey.server import Unkey
from tests.support.unkey.store import GATEWAY_PERMISSIONS, PORTAL_PERMISSIONS

GATEWAY_ROOT_KEY = "unkey_gateway"
PORTAL_ROOT_KEY = "unkey_portal"


@dataclass(frozen=True)
class Key:
    secret: str
    masked: str
    issuer_key_id: str
    key_id: str
    organization_id: str
    state: KeyState


class Moment:
    """A time that only ``advance`` moves: 20 s into a minute, some way into the longer windows."""

    def __init__(self, at: float | None = None) -> None:
        self.at = 1_795_000_000.0 // 60 * 60 + 20 if at is None else at

    def __call__(self) -> float:
        return self.at


class UnkeyService:
    """What ``tests.portal.keys.contract.KeyService`` is over any Unkey; its time is each one's own."""

    def __init__(self, verifier: UnkeyVerifier, issuer: UnkeyIssuer) -> None:
        self.verifier = verifier
        self.issuer = issuer

    async def issue(
        self,
        *,
        limits: tuple[Limit, ...] = AMPLE,
        organization_id: str | None = None,
        models: frozenset[str] | None = None,
        expires_at: datetime | None = None,
    ) -> Key:
        new = NewKey(
            key_id=str(uuid.uuid4()),
            organization_id=organization_id or str(uuid.uuid4()),
            plan="free",
            name="test",
            limits=limits,
            models=models,
            expires_at=expires_at,
        )
        issued = await self.issuer.issue(new)
        assert issued.issuer_key_id is not None
        state = KeyState(new.name, limits, models, expires_at)
        return Key(issued.secret, issued.masked, issued.issuer_key_id, new.key_id, new.organization_id, state)

    async def disable(self, key: Key) -> None:
        disabled = replace(key.state, enabled=False)
        await self.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=disabled)

    async def revoke(self, key: Key) -> None:
        await self.issuer.revoke(key_id=key.key_id, issuer_key_id=key.issuer_key_id)


class FakeUnkeyService(UnkeyService):
    """Over the fake, which answers at ``url`` and whose time is ``moment``."""

    counting_lag_seconds = 0.0

    def __init__(
        self, unkey: Unkey, url: str, moment: Moment, verifier: UnkeyVerifier, issuer: UnkeyIssuer
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


@functools.cache
def tls() -> ssl.SSLContext:
    """Return one context for all tests: making one takes longer than most of them."""
    return ssl.create_default_context()


def with_root_keys(unkey: Unkey) -> Unkey:
    unkey.store.add_root_key(GATEWAY_ROOT_KEY, GATEWAY_PERMISSIONS)
    unkey.store.add_root_key(PORTAL_ROOT_KEY, PORTAL_PERMISSIONS)
    return unkey


@asynccontextmanager
async def unkey_service(
    *,
    moment: Moment | None = None,
    observe: Observe | None = None,
    timeout_seconds: float = 30.0,
    **settings: float,
) -> AsyncIterator[FakeUnkeyService]:
    """Serve a fake with ``settings`` and yield the adapter, each half with a root key of its own.

    The time-out is ample, because what is tested with it is not how fast this machine is.
    """
    moment = moment or Moment()
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
