"""The Unkey adapter over the stand-in, for the tests that do not set it up themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.keys.unkey_service import FakeUnkeyService, unkey_service


@pytest.fixture
async def service() -> AsyncIterator[FakeUnkeyService]:
    async with unkey_service() as service:
        yield service
