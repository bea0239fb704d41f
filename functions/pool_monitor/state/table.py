"""The state as the item ``monitor`` of the shared table."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from functions.pool_monitor.state import NotTheWriter
from portal.connections.aws.dynamodb import ConditionFailed, Item, SharedTable

ITEM: Final = "monitor"
_KEPT_SECONDS = 900.0


class TableStateStore:
    """``clock`` returns seconds of the unix epoch."""

    def __init__(self, table: SharedTable, clock: Callable[[], float]) -> None:
        self._table = table
        self._clock = clock

    async def load(self) -> bytes | None:
        item = await self._table.get(ITEM, consistent=True)
        state = None if item is None else item.get("state")
        return state if isinstance(state, bytes) else None

    async def claim(self, writer: str, state: bytes) -> None:
        await self._table.put(self._item(writer, state), repeatable=True)

    async def save(self, writer: str, state: bytes) -> None:
        try:
            await self._table.put(
                self._item(writer, state),
                condition="#writer = :writer",
                names={"#writer": "writer"},
                values={":writer": writer},
                repeatable=True,
            )
        except ConditionFailed as error:
            raise NotTheWriter from error

    def _item(self, writer: str, state: bytes) -> Item:
        expires_at = math.ceil(self._clock() + _KEPT_SECONDS)
        return {"item": ITEM, "writer": writer, "state": state, "expires_at": expires_at}
