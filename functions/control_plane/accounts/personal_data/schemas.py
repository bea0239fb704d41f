"""What a person takes along, and what is left of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from functions.control_plane.accounts.schemas import OrganizationKind, Role
from functions.control_plane.database.timestamp import Timestamp


class ExportedUser(BaseModel):
    """The user."""

    id: UUID = Field(description="The portal's id of the user.")
    auth_provider: str = Field(description="Who signs the user in.")
    auth_subject: str = Field(description="The provider's id of the user.")
    email: str | None = Field(description="Address; null for wallets.")
    display_name: str = Field(description="What the portal calls the user.")
    suspended_at: Timestamp | None = Field(description="Since when they are locked out; null: they are not.")
    created_at: Timestamp = Field(description="When the account was made.")
    updated_at: Timestamp = Field(description="When it last changed.")


class ExportedOrganization(BaseModel):
    """An organisation the user belongs to."""

    id: UUID = Field(description="Id of the organisation.")
    name: str = Field(description="What its members read.")
    kind: OrganizationKind = Field(description="personal or team.")
    role: Role = Field(description="What the user is in it.")
    joined_at: Timestamp = Field(description="Since when.")


class ExportedKey(BaseModel):
    """A key the user made, without its secret."""

    id: UUID = Field(description="Id of the key.")
    organization_id: UUID = Field(description="Whose it is.")
    name: str = Field(description="What it is called.")
    masked: str = Field(description="Its first and last characters.")
    status: str = Field(description="active, disabled or revoked.")
    created_at: Timestamp = Field(description="When it was made.")
    last_used_at: Timestamp | None = Field(description="Its newest request; null: none.")
    revoked_at: Timestamp | None = Field(description="When it was revoked; null: it was not.")


class ExportedInvitation(BaseModel):
    """An invitation the user made or was sent."""

    organization_id: UUID = Field(description="Into which organisation.")
    email: str = Field(description="Who was invited.")
    role: Role = Field(description="As what.")
    state: str = Field(description="open, accepted, declined or withdrawn.")
    created_at: Timestamp = Field(description="When it was made.")


class ExportedDay(BaseModel):
    """A day's usage of an organisation that the user owns."""

    organization_id: UUID = Field(description="Which organisation.")
    day: date = Field(description="The day, in UTC.")
    requests: int = Field(description="Requests that were let in.")
    prompt_tokens: int = Field(description="Prompt tokens.")
    completion_tokens: int = Field(description="Completion tokens.")
    cost_nanousd: int = Field(description="Price in nano-USD.")


class ExportedAction(BaseModel):
    """Something the user did."""

    occurred_at: Timestamp = Field(description="When.")
    action: str = Field(description="What was done.", examples=["api_key.created"])
    target_type: str = Field(description="What was acted on.")
    target_id: str = Field(description="Which one.")
    request_id: str | None = Field(description="The request of this API that did it.")


class AccountExport(BaseModel):
    """Everything that is kept about the user. Prompts and answers are not: nothing stores them."""

    user: ExportedUser = Field(description="Who they are.")
    organizations: list[ExportedOrganization] = Field(description="Where the user belongs.")
    api_keys: list[ExportedKey] = Field(description="Keys the user made.")
    invitations: list[ExportedInvitation] = Field(description="Invitations made by or for the user.")
    usage_by_day: list[ExportedDay] = Field(description="Usage of the organisations the user owns.")
    actions: list[ExportedAction] = Field(description="What the user did: the newest 1,000 entries.")


class ErasedAccount(BaseModel):
    """What is left of an account."""

    user_id: UUID = Field(description="The id that usage, ledger and audit log still name: a pseudonym now.")
    closed_organizations: list[UUID] = Field(
        description="Organisations that had no other member: closed, their keys revoked."
    )
    revoked_keys: int = Field(description="How many keys were revoked.")
    sign_in_deleted: bool = Field(
        description="Whether the auth provider forgot the user too; if not, delete the sign-in there."
    )
