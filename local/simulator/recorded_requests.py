"""What reached the router, for tests and the curious: the last requests, without their keys."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

KEPT = 1000


@dataclass
class Sighting:
    """``outcome`` is ``open`` while the answer runs, ``cancelled`` when the caller left before its end."""

    session_id: int | None
    body: dict[str, Any]
    outcome: Literal["open", "answered", "cancelled", "refused"] = "open"
    tokens: int = 0


@dataclass
class Sightings:
    seen: deque[Sighting] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, session_id: int | None, body: dict[str, Any]) -> Sighting:
        sighting = Sighting(session_id, body)
        self.seen.append(sighting)
        return sighting

    def listed(self) -> list[dict[str, Any]]:
        return [asdict(sighting) for sighting in self.seen]
