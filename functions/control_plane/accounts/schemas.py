"""Who is signed in, for whom they act, and what their plan allows."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.control_plane.http.text import PRINTABLE
from functions.control_plane.usage.schemas import Allowance

Role = Literal["owner", "admin", "member"]
OrganizationKind = Literal["personal", "team"]
MembersManagedIn = Literal["portal", "clerk"]


class User(BaseModel):
    """A person."""

    id: UUID = Field(description="The portal's id of the user.")
    email: str | None = Field(
        description="Address, as the auth provider last told it; null for wallets.",
        examples=["ada@example.com"],
    )
    display_name: str = Field(description="What the portal calls the user; may be empty.", examples=["Ada"])
    auth_provider: Literal["supabase", "clerk"] = Field(description="Who signs the user in.")
    created_at: AwareDatetime = Field(description="When the account was made.")


class ProfileRequest(BaseModel):
    """What a user may change about themselves."""

    model_config = ConfigDict(extra="forbid")

    display_name: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=200, pattern=PRINTABLE)
    ] = Field(description="What the portal calls the user; may be empty.", examples=["Ada"])


class Organization(BaseModel):
    """The tenant that keys, usage and plan belong to, as the user is in it."""

    id: UUID = Field(description="Id of the organisation; goes in the x-organization-id header.")
    name: str = Field(description="What its members read.", examples=["Ada"])
    kind: OrganizationKind = Field(description="personal: made at sign-up for one user; team: made by one.")
    role: Role = Field(
        description="What the user is in it. owner and admin: everything; member: reading, and own keys."
    )
    members_managed_in: MembersManagedIn = Field(
        description="Where people are let in and out. clerk: it mirrors an organisation at Clerk, and is the "
        "user's while their session there is for it; the portal changes no members of it."
    )
    suspended: bool = Field(description="Whether its keys are refused at the moment.")
    created_at: AwareDatetime = Field(description="When it was made.")


class PlanLimit(BaseModel):
    """At most `limit` requests in any `seconds`, as a sliding window."""

    name: str = Field(description="Name of the limit.", examples=["requests per minute"])
    scope: Literal["key", "organization"] = Field(
        description="key: counted for each key by itself; organization: over all keys of the organisation."
    )
    limit: int = Field(description="How many requests.", examples=[20])
    seconds: int = Field(description="Length of the window in seconds.", examples=[60])


class Me(BaseModel):
    """Everything a page needs to know before it shows anything."""

    user: User = Field(description="The user who is signed in.")
    organization: Organization = Field(
        description="The organisation acted for: the one named in x-organization-id, else the one their "
        "session at Clerk is for, else the user's own."
    )
    organizations: list[Organization] = Field(description="All organisations of the user, that one first.")
    plan: str = Field(description="The organisation's plan.", examples=["free"])
    limits: list[PlanLimit] = Field(description="The plan's limits, shortest window first.")
    allowance: list[Allowance] = Field(
        description="Where each of those limits stands now. Seconds behind the gateway."
    )
    operator: bool = Field(description="Whether the user operates the platform: /portal/admin is for them.")
