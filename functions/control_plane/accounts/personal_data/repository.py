"""What is kept about a person, as one document, and its end."""

from __future__ import annotations

from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel

from functions.control_plane.accounts.personal_data.schemas import AccountExport
from functions.control_plane.database.call import rows_of
from functions.control_plane.database.outcome import decided


class RevokedKey(BaseModel):
    id: str
    issuer_key_id: str | None


class Erasure(BaseModel):
    closed_organizations: list[UUID]
    revoked_keys: list[RevokedKey]
    sign_in_deleted: bool


class PersonalData:
    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def export(self, user_id: UUID) -> AccountExport:
        arguments = {"p_user_id": str(user_id)}
        return AccountExport.model_validate(await rows_of(self._database.rpc("export_account", arguments)))

    async def erase(self, user_id: UUID, request_id: str) -> Erasure:
        """Raises LastOwner: the user alone owns an organisation with other members."""
        arguments = {"p_user_id": str(user_id), "p_request_id": request_id}
        return Erasure.model_validate(await decided(self._database, "erase_account", arguments))
