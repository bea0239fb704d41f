"""What one invocation of the monitor hands to the next.

A store keeps it for minutes. Losing it, or finding one that cannot be read, costs nothing but knowledge: all
targets are unknown then, and none is down.
"""

from __future__ import annotations

from typing import Protocol


class NotTheWriter(Exception):
    """Another invocation has taken over: this one may not write any more."""


class StateStore(Protocol):
    """Raises OSError if it cannot be reached."""

    async def load(self) -> bytes | None:
        """Return what was saved last."""
        ...

    async def claim(self, writer: str, state: bytes) -> None:
        """Save, whoever saved before: ``writer`` has taken over."""
        ...

    async def save(self, writer: str, state: bytes) -> None:
        """Save. Raises NotTheWriter if another has taken over."""
        ...
