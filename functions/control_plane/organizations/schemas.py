"""Organisations, their members, and invitations into them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.control_plane.accounts.schemas import Organization, Role
from functions.control_plane.http.text import Line

_EMAIL = r"^[^\x00-\x20\x7f-\x9f@]+@[^\x00-\x20\x7f-\x9f@]+$"

OrganizationName = Annotated[Line, StringConstraints(max_length=100)]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=254, pattern=_EMAIL),
    AfterValidator(str.lower),
]
InvitationToken = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class OrganizationRequest(BaseModel):
    """An organisation to be made, or its new name."""

    model_config = ConfigDict(extra="forbid")

    name: OrganizationName = Field(description="What its members read.", examples=["Analytical Engines"])


class OrganizationList(BaseModel):
    """The organisations of the user."""

    data: list[Organization] = Field(
        description="First what the session at Clerk is for, then the user's own, then in the order of "
        "joining."
    )


class Member(BaseModel):
    """Somebody who belongs to the organisation."""

    user_id: UUID = Field(description="Id of the user.")
    email: str | None = Field(description="Their address; null for wallets.", examples=["ada@example.com"])
    display_name: str = Field(description="What the portal calls them; may be empty.", examples=["Ada"])
    role: Role = Field(
        description="owner: everything; admin: all but what concerns owners; member: reading, own keys."
    )
    joined_at: AwareDatetime = Field(description="Since when.")


class MemberList(BaseModel):
    """Everybody who belongs to the organisation."""

    data: list[Member] = Field(description="Members in the order of joining.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to read on; null: there are no more.")


class RoleRequest(BaseModel):
    """The role a member is to have."""

    model_config = ConfigDict(extra="forbid")

    role: Role = Field(description="The new role. Only owners make or unmake owners.")


class RemovedMember(BaseModel):
    """Somebody who belongs to the organisation no more."""

    user_id: UUID = Field(description="Who.")
    keys_in_force: int = Field(
        description="Keys they made that still work: keys are the organisation's. Revoke those they should "
        "no longer have.",
        examples=[0],
    )


class InvitationRequest(BaseModel):
    """An invitation to be made."""

    model_config = ConfigDict(extra="forbid")

    email: Email = Field(
        description="Address of the one to invite; only an account with it can accept.",
        examples=["grace@example.com"],
    )
    role: Role = Field(default="member", description="What they are to be. Only owners invite owners.")


class Invitation(BaseModel):
    """An invitation that nobody has answered yet."""

    id: UUID = Field(description="Id of the invitation.")
    email: str = Field(description="Who is invited.", examples=["grace@example.com"])
    role: Role = Field(description="As what.")
    created_at: AwareDatetime = Field(description="When it was made.")
    expires_at: AwareDatetime = Field(description="Until when it can be accepted.")


class NewInvitation(Invitation):
    """An invitation just made."""

    token: str | None = Field(
        description="What the one who is invited needs to accept. This answer is the only place it is ever "
        "shown; it works once. The portal sends no mail: pass it on yourself. Null where the answer is given "
        "again for an Idempotency-Key: invite the address again if its token is lost."
    )


class InvitationList(BaseModel):
    """Invitations into the organisation that are open."""

    data: list[Invitation] = Field(description="Newest first; those that have expired are left out.")


class WithdrawnInvitation(BaseModel):
    """An invitation that can no longer be accepted."""

    id: UUID = Field(description="Id of the invitation.")


class TokenRequest(BaseModel):
    """The token of an invitation."""

    model_config = ConfigDict(extra="forbid")

    token: InvitationToken = Field(description="The token, as it was passed on to you.")


class InvitationPreview(BaseModel):
    """What somebody is invited to, before they answer."""

    organization_id: UUID = Field(description="Into which organisation.")
    organization_name: str = Field(description="What its members call it.", examples=["Analytical Engines"])
    email: str = Field(description="The address that is invited.", examples=["grace@example.com"])
    role: Role = Field(description="As what.")
    expires_at: AwareDatetime = Field(description="Until when it can be accepted.")


class AnsweredInvitation(BaseModel):
    """An invitation that was accepted or declined."""

    organization_id: UUID = Field(description="The organisation it was for.")
    accepted: bool = Field(description="Whether the user belongs to it now.")
