"""A user's data in the database: exported as one document, erased in one step."""

from __future__ import annotations

from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel

from functions.control_plane.accounts.personal_data.schemas import AccountExport
from functions.control_plane.api_keys.revocation import RevokedKey
from functions.control_plane.database.call import fetch_data
from functions.control_plane.database.outcome import call_function


class Erasure(BaseModel):
    """Result of the function ``erase_account``."""

    closed_organizations: list[UUID]
    revoked_keys: list[RevokedKey]
    sign_in_deleted: bool


class PersonalDataRepository:
    """Functions ``export_account`` and ``erase_account``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def export(self, user_id: UUID) -> AccountExport:
        """Return all data of the user."""
        arguments = {"p_user_id": str(user_id)}
        return AccountExport.model_validate(await fetch_data(self._database.rpc("export_account", arguments)))

    async def erase(self, user_id: UUID, request_id: str) -> Erasure:
        """Erase the user. Raises LastOwner if they alone own an organisation with other members."""
        arguments = {"p_user_id": str(user_id), "p_request_id": request_id}
        return Erasure.model_validate(await call_function(self._database, "erase_account", arguments))
