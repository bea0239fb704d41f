"""Lets other tasks of the event loop run while a long text is worked on."""

from __future__ import annotations

import asyncio
from typing import Final

SLICE_CHARACTERS: Final = 16 * 1024
"""A few milliseconds of work; about 20 on the text that takes longest."""


class Pauses:
    """Counts the characters that were worked on, and pauses after each slice."""

    def __init__(self) -> None:
        self._characters = 0

    async def after(self, characters: int) -> None:
        self._characters += characters
        if self._characters >= SLICE_CHARACTERS:
            self._characters = 0
            await asyncio.sleep(0)
