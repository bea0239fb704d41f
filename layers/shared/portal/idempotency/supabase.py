"""Kept answers in Supabase: one function of the database for each operation."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ValidationError

from portal.database import translated
from portal.errors import DatabaseUnavailable, PortalError
from portal.idempotency import Claim, Run, Standing, StoredResponse

CALL_SECONDS = 1.5


class _Answer(BaseModel):
    state: Literal["run", "running", "other_body", "done"]
    earlier: int = 0
    request_id: str = ""
    content_type: str = ""
    sealed_answer: str = ""


class SupabaseIdempotencyStore:
    """``database`` speaks with a secret key; the functions are nobody else's."""

    def __init__(self, database: AsyncPostgrestClient, *, call_seconds: float = CALL_SECONDS) -> None:
        self._database = database
        self._call_seconds = call_seconds

    async def begin(self, claim: Claim) -> Standing:
        answer = await self._call(
            "begin_idempotent",
            {
                "p_key_id": claim.key_id,
                "p_organization_id": claim.organization_id,
                "p_name_hash": claim.name,
                "p_fingerprint": claim.fingerprint,
                "p_request_id": claim.request_id,
                "p_running_seconds": claim.seconds,
            },
        )
        try:
            told = _Answer.model_validate(answer)
        except ValidationError as error:
            raise DatabaseUnavailable("The service's records cannot be reached right now.") from error
        if told.state == "run":
            return Run(told.earlier)
        if told.state == "done":
            return StoredResponse(told.request_id, told.content_type, told.sealed_answer)
        return told.state

    async def finish(self, claim: Claim, answer: StoredResponse | None) -> None:
        arguments: dict[str, Any] = {
            "p_key_id": claim.key_id,
            "p_name_hash": claim.name,
            "p_request_id": claim.request_id,
        }
        if answer is not None:
            arguments |= {"p_content_type": answer.content_type, "p_sealed_answer": answer.sealed}
        await self._call("finish_idempotent", arguments)

    async def _call(self, function: str, arguments: dict[str, Any]) -> Any:
        try:
            async with asyncio.timeout(self._call_seconds):
                with translated():
                    return (await self._database.rpc(function, arguments).execute()).data
        except (PortalError, TimeoutError) as error:
            raise DatabaseUnavailable("The service's records cannot be reached right now.") from error
