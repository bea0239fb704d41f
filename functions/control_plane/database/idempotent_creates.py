"""Who holds an Idempotency-Key, and what was answered under it, each step one function of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict

from functions.control_plane.database.call import rows_of

RUNNING_SECONDS = 35.0
"""Longer than the function may run (template.yaml): later, whoever claimed it is gone."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An Idempotency-Key of one user in one organisation, asked for by one request."""

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


class Begun(BaseModel):
    """``resource_id`` with ``run``; ``request_id`` and ``answer`` with ``done``."""

    model_config = ConfigDict(frozen=True)

    state: Literal["run", "running", "other_body", "done"]
    resource_id: UUID | None = None
    request_id: str = ""
    answer: dict[str, Any] | None = None


class IdempotentCreateRows:
    def __init__(self, database: AsyncPostgrestClient, *, running_seconds: float = RUNNING_SECONDS) -> None:
        self._database = database
        self._running_seconds = running_seconds

    async def begin(self, claim: Claim, fingerprint: str) -> Begun:
        arguments = claim.arguments | {
            "p_fingerprint": fingerprint,
            "p_running_seconds": self._running_seconds,
        }
        return Begun.model_validate(await rows_of(self._database.rpc("begin_create", arguments)))

    async def finish(self, claim: Claim, answer: dict[str, Any]) -> bool:
        """Keep ``answer``. False: another try has taken over, and what this one made is not the one."""
        arguments = claim.arguments | {"p_answer": answer}
        return bool(await rows_of(self._database.rpc("finish_create", arguments)))

    async def release(self, claim: Claim) -> None:
        """Give the key back: the next try starts anew."""
        await rows_of(self._database.rpc("finish_create", claim.arguments))
