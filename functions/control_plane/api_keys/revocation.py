"""Revocation of several keys at the key service, after the database has revoked them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel

from functions.control_plane.database.key_revocations import confirm_revocations
from portal.errors import PortalError
from portal.keys import KeyIssuer

log = logging.getLogger(__name__)


class RevokedKey(BaseModel):
    """An API key that a function of the database has just revoked, as the function returns it."""

    id: UUID
    issuer_key_id: str | None


class KeyServiceRevocation:
    """Revokes keys at the key service and records that it did."""

    def __init__(self, database: AsyncPostgrestClient, issuer: KeyIssuer) -> None:
        self._database = database
        self._issuer = issuer

    async def revoke(self, keys: Sequence[RevokedKey]) -> None:
        """Revoke ``keys`` all at once: they are at most those of an organisation. Raises nothing.

        The gateway refuses them already, since the policy snapshot names them; a key that the key service
        could not be told of is left to the next reconciliation.
        """
        outcomes = await asyncio.gather(*(self._revoke(key) for key in keys))
        revoked = [key.id for key, is_revoked in zip(keys, outcomes, strict=True) if is_revoked]
        if not revoked:
            return
        try:
            await confirm_revocations(self._database, revoked)
        except PortalError as error:
            log.warning("keys.revocations_not_confirmed", extra={"reason": error.code})

    async def _revoke(self, key: RevokedKey) -> bool:
        try:
            await self._issuer.revoke(key_id=str(key.id), issuer_key_id=key.issuer_key_id)
        except PortalError as error:
            log.warning(
                "keys.not_revoked_at_key_service", extra={"key_id": str(key.id), "reason": error.code}
            )
            return False
        return True
