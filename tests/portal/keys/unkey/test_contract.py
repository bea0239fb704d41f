"""The contract of key services over the stand-in for Unkey."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.portal.keys.contract import KeyServiceContract
from tests.support.keys.unkey_service import FakeUnkeyService, unkey_service


class TestUnkeyKeys(KeyServiceContract):
    @pytest.fixture
    async def service(self) -> AsyncIterator[FakeUnkeyService]:
        async with unkey_service() as service:
            yield service


class TestUnkeyKeysOverSeveralNodes(KeyServiceContract):
    """Each call reaches another node with a cache of its own; the nodes share their counts."""

    @pytest.fixture
    async def service(self) -> AsyncIterator[FakeUnkeyService]:
        async with unkey_service(nodes=3, fresh_seconds=0.0, stale_seconds=0.0) as service:
            yield service
