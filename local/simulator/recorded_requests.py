"""The last requests that the simulator received, without their keys: for tests and for developers."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

MAX_RECORDED = 1000


@dataclass
class RecordedRequest:
    """``outcome`` is ``open`` until the answer ends, ``cancelled`` if the caller disconnected before."""

    session_id: int | None
    body: dict[str, Any]
    outcome: Literal["open", "answered", "cancelled", "refused"] = "open"
    tokens: int = 0


@dataclass
class RecordedRequests:
    """The last ``MAX_RECORDED`` requests, oldest first."""

    requests: deque[RecordedRequest] = field(default_factory=lambda: deque(maxlen=MAX_RECORDED))

    def add(self, session_id: int | None, body: dict[str, Any]) -> RecordedRequest:
        request = RecordedRequest(session_id, body)
        self.requests.append(request)
        return request

    def clear(self) -> None:
        self.requests.clear()

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(request) for request in self.requests]
