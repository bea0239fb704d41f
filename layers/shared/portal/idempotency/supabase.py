"""Stored responses in Supabase, by functions of the database."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ValidationError

from portal.database import translated
from portal.errors import DatabaseUnavailable, PortalError
from portal.idempotency import ClaimResult, IdempotencyClaim, StoredResponse

CALL_SECONDS = 1.5


class _ClaimDocument(BaseModel):
    """The JSON that ``claim_idempotency_key`` returns."""

    state: Literal["run", "running", "other_body", "not_stored", "done"]
    request_id: str = ""
    content_type: str = ""
    sealed_response: str = ""


class SupabaseIdempotencyStore:
    """``database`` acts as the gateway's role, which may execute the functions."""

    def __init__(self, database: AsyncPostgrestClient, *, call_seconds: float = CALL_SECONDS) -> None:
        self._database = database
        self._call_seconds = call_seconds

    async def claim(self, claim: IdempotencyClaim) -> ClaimResult:
        data = await self._call(
            "claim_idempotency_key",
            {
                **_own(claim),
                "p_organization_id": claim.organization_id,
                "p_fingerprint": claim.fingerprint,
                "p_lease_seconds": claim.lease_seconds,
            },
        )
        try:
            document = _ClaimDocument.model_validate(data)
        except ValidationError as error:
            raise _unavailable() from error
        if document.state == "run":
            return "granted"
        if document.state == "done":
            return StoredResponse(document.request_id, document.content_type, document.sealed_response)
        return document.state

    async def renew(self, claim: IdempotencyClaim) -> bool:
        arguments = {**_own(claim), "p_lease_seconds": claim.lease_seconds}
        return _is_true(await self._call("renew_idempotency_claim", arguments))

    async def complete(self, claim: IdempotencyClaim, response: StoredResponse | None) -> bool:
        arguments = _own(claim)
        if response is not None:
            arguments["p_content_type"] = response.content_type
            arguments["p_sealed_response"] = response.sealed_response
        return _is_true(await self._call("complete_idempotent_request", arguments))

    async def release(self, claim: IdempotencyClaim) -> None:
        await self._call("release_idempotency_claim", _own(claim))

    async def _call(self, function: str, arguments: dict[str, Any]) -> Any:
        try:
            async with asyncio.timeout(self._call_seconds):
                with translated():
                    return (await self._database.rpc(function, arguments).execute()).data
        except (PortalError, TimeoutError) as error:
            raise _unavailable() from error


def _own(claim: IdempotencyClaim) -> dict[str, Any]:
    """Return the arguments that name the claim and its request."""
    return {
        "p_key_id": claim.key_id,
        "p_name_hash": claim.name_hash,
        "p_request_id": claim.request_id,
    }


def _is_true(result: Any) -> bool:
    if not isinstance(result, bool):
        raise _unavailable()
    return result


def _unavailable() -> DatabaseUnavailable:
    return DatabaseUnavailable("The service's records cannot be reached right now.")
