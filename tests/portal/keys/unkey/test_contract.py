"""Unkey keeps the contract of key services: the same assertions as for the local issuer."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.portal.keys.contract import KeyServiceContract
from tests.portal.keys.unkey.services import FakeUnkeyService, unkey_service


class TestUnkeyKeys(KeyServiceContract):
    @pytest.fixture
    async def service(self) -> AsyncIterator[FakeUnkeyService]:
        async with unkey_service() as service:
            yield service


class TestUnkeyKeysOverSeveralNodes(KeyServiceContract):
    """Each call meets another node, whose cache knows nothing of the others'; counts are shared."""

    @pytest.fixture
    async def service(self) -> AsyncIterator[FakeUnkeyService]:
        async with unkey_service(nodes=3, fresh_seconds=0.0, stale_seconds=0.0) as service:
            yield service
