"""Operators' actions in the database. Each is one function that also writes the audit entry."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from postgrest import AsyncPostgrestClient

from functions.control_plane.admin.actions.schemas import Change, Credit
from functions.control_plane.admin.actions.target_schemas import TargetChanges
from functions.control_plane.database.audit import AuditContext
from functions.control_plane.database.call import fetch_data
from functions.control_plane.database.outcome import call_function

SubjectType = Literal["user", "organization", "api_key", "model", "pool"]


class OperatorActionRepository:
    """Functions ``set_state``, ``set_target``, ``change_plan`` and ``grant_credit``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def set_state(self, kind: SubjectType, id_: str, state: str, audit: AuditContext) -> Change:
        """Set the state of a resource. Raises ResourceNotFound, Conflict (the API key is revoked)."""
        arguments = {"p_kind": kind, "p_id": id_, "p_state": state, **audit.arguments}
        result = await call_function(self._database, "set_state", arguments)
        return Change(kind=kind, id=id_, before=result["before"], after=result["after"])

    async def set_target(self, id_: str, changes: dict[str, Any], audit: AuditContext) -> TargetChanges:
        """Change the settings of a target, or of all targets of a router.

        Raises ResourceNotFound, Conflict (a deadline without a drain), InvalidRequest (one that has passed).
        """
        arguments = {"p_id": id_, "p_changes": changes, **audit.arguments}
        return TargetChanges.model_validate(await call_function(self._database, "set_target", arguments))

    async def change_plan(self, organization_id: UUID, plan: str, audit: AuditContext) -> Change:
        """Change the plan. Raises ResourceNotFound (no such organisation, no such plan)."""
        arguments = {"p_organization_id": str(organization_id), "p_plan": plan, **audit.arguments}
        result = await fetch_data(self._database.rpc("change_plan", arguments))
        return Change(kind="plan", id=str(organization_id), before=result["before"], after=result["plan"])

    async def grant_credit(
        self, organization_id: UUID, amount_nanousd: int, source_id: str, audit: AuditContext
    ) -> Credit:
        """Write one ledger entry per ``source_id``. Raises ResourceNotFound, Conflict."""
        arguments = {
            "p_organization_id": str(organization_id),
            "p_amount_nanousd": amount_nanousd,
            "p_source_id": source_id,
            **audit.arguments,
        }
        return Credit.model_validate(await call_function(self._database, "grant_credit", arguments))
