"""Delete an account: in our database in one step, then its API keys at the key service."""

from __future__ import annotations

from uuid import UUID

from functions.control_plane.accounts.personal_data.repository import PersonalDataRepository
from functions.control_plane.accounts.personal_data.schemas import ErasedAccount
from functions.control_plane.api_keys.revocation import KeyServiceRevocation


class AccountErasure:
    """Erases accounts."""

    def __init__(self, personal_data: PersonalDataRepository, revocation: KeyServiceRevocation) -> None:
        self._personal_data = personal_data
        self._revocation = revocation

    async def erase(self, user_id: UUID, request_id: str) -> ErasedAccount:
        """Erase the account. Raises LastOwner without having changed anything.

        The gateway refuses the keys from the first step on, because their organisations are suspended
        permanently and the policy snapshot names the keys.
        """
        erasure = await self._personal_data.erase(user_id, request_id)
        await self._revocation.revoke(erasure.revoked_keys)
        return ErasedAccount(
            user_id=user_id,
            closed_organizations=erasure.closed_organizations,
            revoked_keys=len(erasure.revoked_keys),
            sign_in_deleted=erasure.sign_in_deleted,
        )
