"""Processes that die at a chosen step. Each call of the database or of the key service is a step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from portal.keys.unkey.administration import UnkeyAdministration

_ResultT = TypeVar("_ResultT")


class ProcessDied(BaseException):
    """Raised where the process dies."""


class DyingProcess:
    """Dies at step ``last_step``: before it runs, or after it ran and before its response arrived."""

    def __init__(self, last_step: int, *, runs_last_step: bool) -> None:
        self.remaining = last_step
        self._runs_last_step = runs_last_step

    async def step(self, operation: Callable[[], Awaitable[_ResultT]]) -> _ResultT:
        self.remaining -= 1
        if self.remaining < 0:
            raise ProcessDied
        if self.remaining > 0:
            return await operation()
        if self._runs_last_step:
            await operation()
        raise ProcessDied


class DyingDatabase:
    """A database client whose every call is a step of the process."""

    def __init__(self, database: Any, process: DyingProcess) -> None:
        self._database = database
        self._process = process

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._database, name)
        if not callable(attribute):
            return attribute

        def call(*arguments: Any, **named: Any) -> Any:
            return DyingQuery(attribute(*arguments, **named), self._process)

        return call


class DyingQuery(DyingDatabase):
    async def execute(self) -> Any:
        return await self._process.step(self._database.execute)


class DyingAdministration(UnkeyAdministration):
    """A key service whose every call is a step of the process."""

    process: DyingProcess

    async def call(self, operation: Callable[[], Awaitable[_ResultT]]) -> _ResultT:
        return await self.process.step(lambda: super(DyingAdministration, self).call(operation))
