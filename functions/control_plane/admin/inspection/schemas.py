"""Schemas of users, organisations and API keys as operators see them."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from functions.control_plane.auth.account import OrganizationKind, Role
from functions.control_plane.billing.schemas import TokenQuota
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.usage.allowance import Allowance
from functions.control_plane.usage.schemas.counts import UsageCounts


class UserMembership(BaseModel):
    """An organisation of a user, with the user's role."""

    id: UUID = Field(description="Id of the organisation.")
    name: str = Field(description="Name that its members see.")
    role: Role = Field(description="The user's role.")


class InspectedUser(BaseModel):
    """A user as operators see them."""

    id: UUID = Field(description="Id of the user.")
    email: str | None = Field(description="E-mail address; null for wallets and deleted accounts.")
    display_name: str = Field(description="Display name.")
    auth_provider: str = Field(description="The user's auth provider.")
    suspended_at: Timestamp | None = Field(description="When the user was suspended; null if they are not.")
    created_at: Timestamp = Field(description="When the account was created.")
    platform_admin: bool = Field(description="Whether the user is an operator of the platform.")
    organizations: list[UserMembership] = Field(description="The user's organisations.")


class InspectedMember(BaseModel):
    """A member as operators see them."""

    user_id: UUID = Field(description="Id of the user.")
    email: str | None = Field(description="E-mail address.")
    display_name: str = Field(description="Display name.")
    role: Role = Field(description="Role in the organisation.")
    suspended: bool = Field(description="Whether the user is suspended.")


class InspectedOrganization(BaseModel):
    """An organisation as operators see it, with allowance and usage."""

    id: UUID = Field(description="Id of the organisation.")
    name: str = Field(description="Name that its members see.")
    kind: OrganizationKind = Field(description="personal or team.")
    suspended_at: Timestamp | None = Field(description="When it was suspended; null if it is not.")
    created_at: Timestamp = Field(description="When it was created.")
    plan: str = Field(description="Id of its plan.", examples=["free"])
    balance_nanousd: int = Field(description="Sum of its ledger, in nano-USD.")
    models: list[str] | None = Field(
        description="Models granted to the organisation instead of the plan's; null: the plan's."
    )
    members: list[InspectedMember] = Field(description="Members in the order of joining.")
    keys: dict[str, int] = Field(description="Number of API keys by status.", examples=[{"active": 2}])
    allowance: list[Allowance] = Field(description="How much of each limit of the plan is used.")
    tokens: TokenQuota = Field(description="The monthly token quota.")
    usage: UsageCounts = Field(description="Usage of the last 30 days.")


class InspectedKey(BaseModel):
    """An API key as operators see it."""

    id: UUID = Field(description="Id of the key.")
    organization_id: UUID = Field(description="Id of its organisation.")
    created_by: UUID | None = Field(
        description="Id of the user who created it; null after that account was deleted."
    )
    name: str = Field(description="Name of the key.")
    masked: str = Field(description="First and last characters of the key.")
    issuer: str = Field(description="The key service that verifies it.", examples=["unkey"])
    issuer_key_id: str | None = Field(description="Id of the key at the key service, if it has one.")
    status: Literal["active", "disabled", "revoked"] = Field(description="Status of the key.")
    models: list[str] | None = Field(
        description="The only models it may use; null: all models of the organisation."
    )
    requests_per_minute: int | None = Field(description="Limit of this key; null: the plan's.")
    created_at: Timestamp = Field(description="When it was created.")
    last_used_at: Timestamp | None = Field(description="Time of its newest request; null if unused.")
    expires_at: Timestamp | None = Field(description="When it expires; null: never.")
    disabled_at: Timestamp | None = Field(description="When it was disabled; null if it is not.")
    revoked_at: Timestamp | None = Field(description="When it was revoked; null if it was not.")


class InspectedKeyList(BaseModel):
    """A page of an organisation's API keys."""

    data: list[InspectedKey] = Field(description="Keys, including revoked ones, newest first.")
    next_cursor: str | None = Field(
        description="Pass it as `cursor` to read the next page; null on the last page."
    )
