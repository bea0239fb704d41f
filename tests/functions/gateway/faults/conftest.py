"""The fixture of tests over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.gateway.simulated_stack import SimulatedStack, simulated_stack


@pytest.fixture
async def stack() -> AsyncIterator[SimulatedStack]:
    async with simulated_stack() as stack:
        yield stack
