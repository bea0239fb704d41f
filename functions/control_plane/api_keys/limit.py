"""The limit on the number of API keys per organisation (docs/limits.md)."""

from __future__ import annotations

from dataclasses import dataclass

from functions.control_plane.api_keys.repository import ApiKeyRepository
from functions.control_plane.auth.identification import Caller
from portal.errors import OrganizationSuspended, TooManyKeys

_ROTATION_FACTOR = 2
"""During a rotation both keys of a pair work, so there may be this many times as many keys."""


@dataclass(frozen=True, slots=True)
class ApiKeyCount:
    """The named limit, and how many keys count towards it: those neither revoked nor expired."""

    limit: int
    used: int
    name: str = "keys per organization"


class ApiKeyLimit:
    """Counts the keys of an organisation and refuses further ones."""

    def __init__(self, repository: ApiKeyRepository, max_keys: int) -> None:
        self._repository = repository
        self._max_keys = max_keys

    async def count(self, caller: Caller) -> ApiKeyCount:
        """Return the limit and its use."""
        return ApiKeyCount(
            limit=self._max_keys, used=await self._repository.count_valid(caller.organization_id)
        )

    async def check_create(self, caller: Caller) -> None:
        """Raise OrganizationSuspended or TooManyKeys if no key may be created."""
        await self._check(caller, self._max_keys)

    async def check_rotation(self, caller: Caller) -> None:
        """Raise OrganizationSuspended or TooManyKeys if no key may be rotated."""
        await self._check(caller, _ROTATION_FACTOR * self._max_keys)

    async def _check(self, caller: Caller, maximum: int) -> None:
        if caller.membership.organization.suspended_at is not None:
            raise OrganizationSuspended(
                "The organisation is suspended; no API keys can be created for it.", hint="Contact support."
            )
        count = await self.count(caller)
        if count.used >= maximum:
            raise TooManyKeys(
                f"The organisation has {count.used} of {maximum} keys ({count.name}).",
                hint="Revoke a key that is no longer used.",
            )
