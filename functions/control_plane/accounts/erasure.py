"""Forgetting a person: our database in one step, then the key issuer."""

from __future__ import annotations

import logging
from uuid import UUID

from functions.control_plane.accounts.personal_data.repository import PersonalData
from functions.control_plane.accounts.personal_data.schemas import ErasedAccount
from portal.errors import PortalError
from portal.keys import KeyIssuer

log = logging.getLogger(__name__)


class AccountErasure:
    def __init__(self, data: PersonalData, issuer: KeyIssuer) -> None:
        self._data = data
        self._issuer = issuer

    async def erase(self, user_id: UUID, request_id: str) -> ErasedAccount:
        """Erase the account. Raises LastOwner, and then nothing has changed.

        The keys are refused from the first step on: their organisations are suspended for ever. So a key that
        the issuer could not be told of is left to the next comparison with the issuer.
        """
        erasure = await self._data.erase(user_id, request_id)
        for key in erasure.revoked_keys:
            try:
                await self._issuer.revoke(key_id=key.id, issuer_key_id=key.issuer_key_id)
            except PortalError as error:
                log.warning("erasure.key_left", extra={"key_id": key.id, "reason": error.code})
        return ErasedAccount(
            user_id=user_id,
            closed_organizations=erasure.closed_organizations,
            revoked_keys=len(erasure.revoked_keys),
            sign_in_deleted=erasure.sign_in_deleted,
        )
