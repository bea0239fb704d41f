"""The contract of key services over Unkey itself, which checks what the stand-in assumes.

Set PORTAL_UNKEY_API_ID to an API for tests, PORTAL_UNKEY_ROOT_KEY to a root key that may do what
``docs/limits.md`` lists for both functions (and PORTAL_UNKEY_BASE_URL, if not Unkey's own), and run
``pytest tests/portal/keys/unkey/test_real.py --force-enable-socket -s``. It deletes the keys that it creates;
identities stay. It takes some minutes, because it runs in real time.

Without Unkey, set what ``python -m tests.support.unkey`` prints; the stand-in then runs in real time, too.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from portal.keys.unkey import BASE_URL
from portal.keys.unkey.administration import UnkeyAdministration
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.issuer import UnkeyIssuer
from portal.keys.unkey.verifier import UnkeyVerifier
from portal.limits import Limit
from tests.portal.keys.contract import KeyServiceContract
from tests.support.keys.real_unkey_service import RealUnkeyService
from tests.support.keys.service import PER_MINUTE
from tests.support.keys.unkey_service import tls

_MISSING = [name for name in ("PORTAL_UNKEY_ROOT_KEY", "PORTAL_UNKEY_API_ID") if not os.environ.get(name)]

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(bool(_MISSING), reason=f"no real Unkey: {', '.join(_MISSING)} not set"),
    pytest.mark.timeout(300),
]


@pytest.fixture
async def service() -> AsyncIterator[RealUnkeyService]:
    root_key = os.environ["PORTAL_UNKEY_ROOT_KEY"]
    url = os.environ.get("PORTAL_UNKEY_BASE_URL", BASE_URL)
    connection = UnkeyConnection(root_key, base_url=url, timeout_seconds=5)
    administration = UnkeyAdministration(root_key, base_url=url, tls=tls())
    issuer = UnkeyIssuer(administration, os.environ["PORTAL_UNKEY_API_ID"])
    seconds: list[float] = []
    verifier = UnkeyVerifier(connection, observe=lambda _, took: seconds.append(took))
    service = RealUnkeyService(verifier, issuer)
    await service.start_early_in_a_minute()
    try:
        yield service
    finally:
        await service.clean_up()
        await issuer.close()
        await connection.close()
    if seconds:
        print(f"\nverifications took {min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f} ms")


class TestRealUnkeyKeys(KeyServiceContract):
    """The contract, with ``service`` above."""


async def test_changed_key_is_listed_until_it_is_revoked(service: RealUnkeyService) -> None:
    key = await service.issue(limits=(PER_MINUTE,))
    state = replace(key.state, name="renamed", limits=(Limit("requests per minute", "key", 60, 60),))
    await service.issuer.update(key_id=key.key_id, issuer_key_id=key.issuer_key_id, state=state)
    (listed,) = [listed async for listed in service.issuer.list_keys() if listed.key_id == key.key_id]
    assert listed.state.name == "renamed"
    assert listed.state.limits == state.limits
    await service.revoke(key)
    assert key.key_id not in [listed.key_id async for listed in service.issuer.list_keys()]
