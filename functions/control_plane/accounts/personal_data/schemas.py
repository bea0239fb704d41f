"""Schemas of a user's exported data and of a deleted account."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from functions.control_plane.auth.account import OrganizationKind, Role
from functions.control_plane.database.timestamp import Timestamp


class ExportedUser(BaseModel):
    """The user."""

    id: UUID = Field(description="Id of the user in the portal.")
    auth_provider: str = Field(description="The user's auth provider.")
    auth_subject: str = Field(description="Id of the user at the auth provider.")
    email: str | None = Field(description="E-mail address; null for wallets.")
    display_name: str = Field(description="Display name.")
    suspended_at: Timestamp | None = Field(description="When the user was suspended; null if they are not.")
    created_at: Timestamp = Field(description="When the account was created.")
    updated_at: Timestamp = Field(description="When it was last changed.")


class ExportedOrganization(BaseModel):
    """An organisation that the user is a member of."""

    id: UUID = Field(description="Id of the organisation.")
    name: str = Field(description="Name that its members see.")
    kind: OrganizationKind = Field(description="personal or team.")
    role: Role = Field(description="The user's role.")
    joined_at: Timestamp = Field(description="When the user joined.")


class ExportedKey(BaseModel):
    """An API key that the user created, without its secret."""

    id: UUID = Field(description="Id of the key.")
    organization_id: UUID = Field(description="Id of its organisation.")
    name: str = Field(description="Name of the key.")
    masked: str = Field(description="First and last characters of the key.")
    status: str = Field(description="active, disabled or revoked.")
    created_at: Timestamp = Field(description="When it was created.")
    last_used_at: Timestamp | None = Field(description="Time of its newest request; null if unused.")
    revoked_at: Timestamp | None = Field(description="When it was revoked; null if it was not.")


class ExportedInvitation(BaseModel):
    """An invitation that the user created or received."""

    organization_id: UUID = Field(description="Id of the organisation.")
    email: str = Field(description="The invited address.")
    role: Role = Field(description="Role after joining.")
    state: str = Field(description="open, accepted, declined or withdrawn.")
    created_at: Timestamp = Field(description="When it was created.")


class ExportedDay(BaseModel):
    """One day's usage of an organisation that the user owns."""

    organization_id: UUID = Field(description="Id of the organisation.")
    day: date = Field(description="The day, in UTC.")
    requests: int = Field(description="Admitted requests.")
    prompt_tokens: int = Field(description="Prompt tokens.")
    completion_tokens: int = Field(description="Completion tokens.")
    cost_nanousd: int = Field(description="Price in nano-USD.")


class ExportedAction(BaseModel):
    """An action of the user."""

    occurred_at: Timestamp = Field(description="When it happened.")
    action: str = Field(description="Name of the action.", examples=["api_key.created"])
    target_type: str = Field(description="Type of the changed resource.")
    target_id: str | None = Field(description="Id of the changed resource; null if it is internal.")
    request_id: str | None = Field(description="Id of the portal request that did it.")


class AccountExport(BaseModel):
    """All data that is stored about the user. Prompts and answers are not stored."""

    user: ExportedUser = Field(description="The user whose data this is.")
    organizations: list[ExportedOrganization] = Field(description="Organisations the user is a member of.")
    api_keys: list[ExportedKey] = Field(description="API keys that the user created.")
    invitations: list[ExportedInvitation] = Field(description="Invitations by or for the user.")
    usage_by_day: list[ExportedDay] = Field(description="Usage of the organisations that the user owns.")
    actions: list[ExportedAction] = Field(description="Actions of the user: the newest 1,000.")


class ErasedAccount(BaseModel):
    """A deleted account."""

    user_id: UUID = Field(
        description="Id that usage, ledger and audit log retain, which no longer identifies anyone."
    )
    closed_organizations: list[UUID] = Field(
        description="Organisations that had no other member. They are closed and their API keys revoked."
    )
    revoked_keys: int = Field(description="Number of revoked API keys.")
    sign_in_deleted: bool = Field(
        description="Whether the sign-in at the auth provider was deleted too. If not, delete it there."
    )
