"""Stored responses in Supabase, by two functions of the database."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ValidationError

from portal.database import translated
from portal.errors import DatabaseUnavailable, PortalError
from portal.idempotency import ClaimGranted, ClaimResult, IdempotencyClaim, StoredResponse

CALL_SECONDS = 1.5


class _ClaimDocument(BaseModel):
    """The JSON that ``claim_idempotency_key`` returns."""

    state: Literal["run", "running", "other_body", "done"]
    previous_runs: int = 0
    request_id: str = ""
    content_type: str = ""
    sealed_response: str = ""


class SupabaseIdempotencyStore:
    """``database`` uses a secret key: only the role service_role may execute the functions."""

    def __init__(self, database: AsyncPostgrestClient, *, call_seconds: float = CALL_SECONDS) -> None:
        self._database = database
        self._call_seconds = call_seconds

    async def claim(self, claim: IdempotencyClaim) -> ClaimResult:
        data = await self._call(
            "claim_idempotency_key",
            {
                "p_key_id": claim.key_id,
                "p_organization_id": claim.organization_id,
                "p_name_hash": claim.name_hash,
                "p_fingerprint": claim.fingerprint,
                "p_request_id": claim.request_id,
                "p_running_seconds": claim.running_seconds,
            },
        )
        try:
            document = _ClaimDocument.model_validate(data)
        except ValidationError as error:
            raise DatabaseUnavailable("The service's records cannot be reached right now.") from error
        if document.state == "run":
            return ClaimGranted(document.previous_runs)
        if document.state == "done":
            return StoredResponse(document.request_id, document.content_type, document.sealed_response)
        return document.state

    async def store(self, claim: IdempotencyClaim, response: StoredResponse) -> None:
        await self._end(
            claim, p_content_type=response.content_type, p_sealed_response=response.sealed_response
        )

    async def release(self, claim: IdempotencyClaim) -> None:
        await self._end(claim)

    async def _end(self, claim: IdempotencyClaim, **response: str) -> None:
        arguments = {
            "p_key_id": claim.key_id,
            "p_name_hash": claim.name_hash,
            "p_request_id": claim.request_id,
            **response,
        }
        await self._call("complete_idempotent_request", arguments)

    async def _call(self, function: str, arguments: dict[str, Any]) -> Any:
        try:
            async with asyncio.timeout(self._call_seconds):
                with translated():
                    return (await self._database.rpc(function, arguments).execute()).data
        except (PortalError, TimeoutError) as error:
            raise DatabaseUnavailable("The service's records cannot be reached right now.") from error
