"""Claims on Idempotency-Keys and stored responses. Each step is one function of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict

from functions.control_plane.database.call import execute, fetch_data

RUNNING_SECONDS = 35.0
"""Longer than the function's timeout (template.yaml): after that, the claiming request has ended."""


@dataclass(frozen=True, slots=True)
class CreateClaim:
    """The claim of one request on an Idempotency-Key of a user in an organisation."""

    organization_id: UUID
    user_id: UUID
    name_hash: str
    request_id: str

    @property
    def arguments(self) -> dict[str, Any]:
        return {
            "p_organization_id": str(self.organization_id),
            "p_user_id": str(self.user_id),
            "p_name_hash": self.name_hash,
            "p_request_id": self.request_id,
        }


class CreateClaimResult(BaseModel):
    """The result of a claim.

    ``run``: create the resource with ``resource_id``. ``running``: another request does. ``other_body``: the
    key was used with another request. ``done``: replay ``response``, which request ``request_id`` returned.
    """

    model_config = ConfigDict(frozen=True)

    state: Literal["run", "running", "other_body", "done"]
    resource_id: UUID | None = None
    request_id: str = ""
    response: dict[str, Any] | None = None


class IdempotentCreateRepository:
    """Table ``idempotent_creates``."""

    def __init__(self, database: AsyncPostgrestClient, *, running_seconds: float = RUNNING_SECONDS) -> None:
        self._database = database
        self._running_seconds = running_seconds

    async def claim(self, claim: CreateClaim, fingerprint: str) -> CreateClaimResult:
        """Claim the key for the request with ``fingerprint``."""
        arguments = claim.arguments | {
            "p_fingerprint": fingerprint,
            "p_running_seconds": self._running_seconds,
        }
        return CreateClaimResult.model_validate(
            await fetch_data(self._database.rpc("claim_create", arguments))
        )

    async def store_response(self, claim: CreateClaim, response: dict[str, Any]) -> bool:
        """Store ``response`` for replays. Return False if another request has taken the claim over."""
        arguments = claim.arguments | {"p_response": response}
        return bool(await fetch_data(self._database.rpc("complete_create", arguments)))

    async def release(self, claim: CreateClaim) -> None:
        """Release the claim, so that the next request with the key runs."""
        await execute(self._database.rpc("complete_create", claim.arguments))
