"""Virtual time jumps, keeps order, and stands still for a frozen environment only."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.support.pool_simulation.virtual_time import Freezable, run, virtual_seconds


def test_an_hour_passes_in_no_time_and_in_order() -> None:
    async def work() -> list[str]:
        happened: list[str] = []

        async def wait(seconds: float, name: str) -> None:
            await asyncio.sleep(seconds)
            happened.append(f"{name} at {virtual_seconds():.0f}")

        await asyncio.gather(wait(3600, "late"), wait(5, "early"))
        return happened

    started = time.perf_counter()
    assert run(work()) == ["early at 5", "late at 3600"]
    assert time.perf_counter() - started < 1


def test_timeouts_end_by_virtual_time() -> None:
    async def work() -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(120):
                await asyncio.Event().wait()
        return virtual_seconds()

    assert run(work()) == 120


def test_frozen_environment_stands_still_and_catches_up() -> None:
    async def work() -> list[tuple[str, float]]:
        happened: list[tuple[str, float]] = []

        async def tick(name: str) -> None:
            for _ in range(3):
                await asyncio.sleep(1)
                happened.append((name, virtual_seconds()))

        frozen, other = Freezable(), Freezable()
        tasks = [frozen.task(tick("frozen")), other.task(tick("other"))]
        await asyncio.sleep(1.5)
        frozen.freeze()
        await asyncio.sleep(10)
        frozen.thaw()
        await asyncio.gather(*tasks)
        return happened

    happened = run(work())
    assert [at for name, at in happened if name == "other"] == [1, 2, 3]
    assert [at for name, at in happened if name == "frozen"] == [1, 11.5, 12.5]


def test_nothing_left_to_happen_is_an_error_and_not_a_hang() -> None:
    with pytest.raises(RuntimeError, match="nothing is left"):
        run(asyncio.Event().wait())
