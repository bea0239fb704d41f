"""The limit on the number of API keys per organisation (docs/limits.md). The database decides by it."""

from __future__ import annotations

from dataclasses import dataclass

from functions.control_plane.api_keys.repository import ApiKeyRepository
from functions.control_plane.auth.identification import Caller

_ROTATION_FACTOR = 2
"""During a rotation both keys of a pair work, so there may be this many times as many keys."""


@dataclass(frozen=True, slots=True)
class ApiKeyCount:
    """The named limit, and how many keys count towards it: those neither revoked nor expired."""

    limit: int
    used: int
    name: str = "keys per organization"


class ApiKeyLimit:
    """``max_keys`` for creations, ``max_keys_rotating`` for rotations."""

    def __init__(self, repository: ApiKeyRepository, max_keys: int) -> None:
        self._repository = repository
        self.max_keys = max_keys
        self.max_keys_rotating = _ROTATION_FACTOR * max_keys

    async def count(self, caller: Caller) -> ApiKeyCount:
        """Return the limit and its use, to show them."""
        return ApiKeyCount(
            limit=self.max_keys, used=await self._repository.count_valid(caller.organization_id)
        )
