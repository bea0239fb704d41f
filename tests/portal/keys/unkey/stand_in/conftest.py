"""The workspace fixture; a test parametrises ``nodes`` for another number of nodes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.unkey.workspace import UnkeyWorkspace, unkey_workspace


@pytest.fixture
async def nodes() -> int:
    return 1


@pytest.fixture
async def workspace(nodes: int) -> AsyncIterator[UnkeyWorkspace]:
    async with unkey_workspace(nodes) as workspace:
        yield workspace
