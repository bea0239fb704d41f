"""Schemas of the audit log."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from functions.control_plane.database.timestamp import Timestamp


class AuditEntry(BaseModel):
    """Who did what to what, and why."""

    id: int = Field(description="Number of the entry.")
    occurred_at: Timestamp = Field(description="When it happened.")
    actor_type: Literal["user", "admin", "system"] = Field(
        description="user: a member of the organisation; admin: an operator; system: a job or a command."
    )
    actor: str = Field(description="Id of the user, or name of the job.")
    actor_email: str | None = Field(default=None, description="E-mail address of the user, if they have one.")
    organization_id: UUID | None = Field(description="Id of the organisation; null: the platform.")
    action: str = Field(description="Name of the action.", examples=["organization.state_changed"])
    target_type: str = Field(description="Type of the changed resource.", examples=["organization"])
    target_id: str = Field(description="Id of the changed resource.")
    reason: str = Field(description="Reason of the action, if one was given.")
    before: dict[str, Any] | None = Field(description="Changed fields before the action.")
    after: dict[str, Any] | None = Field(description="Changed fields after the action.")
    request_id: str | None = Field(description="Id of the portal request that did it.")


class AuditEntryList(BaseModel):
    """A page of the audit log."""

    data: list[AuditEntry] = Field(description="Entries, newest first.")
    next_cursor: str | None = Field(
        description="Pass it as `cursor` to read the next page; null on the last page."
    )
