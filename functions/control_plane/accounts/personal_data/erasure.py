"""Delete an account: in our database in one step, then its API keys at the key service."""

from __future__ import annotations

import logging
from uuid import UUID

from functions.control_plane.accounts.personal_data.repository import PersonalDataRepository
from functions.control_plane.accounts.personal_data.schemas import ErasedAccount
from portal.errors import PortalError
from portal.keys import KeyIssuer

log = logging.getLogger(__name__)


class AccountErasure:
    """Erases accounts."""

    def __init__(self, personal_data: PersonalDataRepository, issuer: KeyIssuer) -> None:
        self._personal_data = personal_data
        self._issuer = issuer

    async def erase(self, user_id: UUID, request_id: str) -> ErasedAccount:
        """Erase the account. Raises LastOwner without having changed anything.

        The gateway refuses the keys from the first step on, because their organisations are suspended
        permanently and the policy snapshot names the keys. A key that cannot be revoked at the key service is
        left to the next reconciliation.
        """
        erasure = await self._personal_data.erase(user_id, request_id)
        revoked: list[UUID] = []
        for key in erasure.revoked_keys:
            try:
                await self._issuer.revoke(key_id=key.id, issuer_key_id=key.issuer_key_id)
                revoked.append(UUID(key.id))
            except PortalError as error:
                log.warning("erasure.key_not_revoked", extra={"key_id": key.id, "reason": error.code})
        try:
            await self._personal_data.confirm_revocations(revoked)
        except PortalError as error:
            log.warning("erasure.revocations_not_confirmed", extra={"reason": error.code})
        return ErasedAccount(
            user_id=user_id,
            closed_organizations=erasure.closed_organizations,
            revoked_keys=len(erasure.revoked_keys),
            sign_in_deleted=erasure.sign_in_deleted,
        )
