"""A call of the admin API, and its failure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class AdminFailed(RuntimeError):
    """The call was rejected, or its outcome is unknown. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class AdminCall:
    """``path`` is below ``/portal/admin/``, percent-encoded; ``query`` holds only the parameters to send."""

    method: str
    path: str
    query: Mapping[str, str] | None = None
    body: Mapping[str, Any] | None = None
    idempotency_key: str | None = None
