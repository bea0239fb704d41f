"""Schemas of invitations."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.control_plane.auth.account import Role

_EMAIL = r"^[^\x00-\x20\x7f-\x9f@]+@[^\x00-\x20\x7f-\x9f@]+$"

Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=254, pattern=_EMAIL),
    AfterValidator(str.lower),
]
InvitationToken = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class InvitationRequest(BaseModel):
    """An invitation to create."""

    model_config = ConfigDict(extra="forbid")

    email: Email = Field(
        description="Address to invite. Only an account with this address can accept.",
        examples=["grace@example.com"],
    )
    role: Role = Field(default="member", description="Role after joining. Only owners can invite owners.")


class Invitation(BaseModel):
    """An open invitation."""

    id: UUID = Field(description="Id of the invitation.")
    email: str = Field(description="The invited address.", examples=["grace@example.com"])
    role: Role = Field(description="Role after joining.")
    created_at: AwareDatetime = Field(description="When it was created.")
    expires_at: AwareDatetime = Field(description="When it expires.")


class NewInvitation(Invitation):
    """An invitation that was just created."""

    token: str | None = Field(
        description="Token to accept the invitation with, once. It is shown in this response only. The "
        "portal sends no e-mail: pass the token on yourself. Null in the replay for an Idempotency-Key: "
        "invite the address again if the token is lost."
    )


class InvitationList(BaseModel):
    """Open invitations of the organisation."""

    data: list[Invitation] = Field(description="Newest first, without expired ones.")


class WithdrawnInvitation(BaseModel):
    """A withdrawn invitation, which can no longer be accepted."""

    id: UUID = Field(description="Id of the invitation.")


class TokenRequest(BaseModel):
    """The token of an invitation."""

    model_config = ConfigDict(extra="forbid")

    token: InvitationToken = Field(description="The token that you were given.")


class InvitationPreview(BaseModel):
    """An invitation as the invited user sees it before accepting or declining."""

    organization_id: UUID = Field(description="Id of the organisation.")
    organization_name: str = Field(description="Name of the organisation.", examples=["Analytical Engines"])
    email: str = Field(description="The invited address.", examples=["grace@example.com"])
    role: Role = Field(description="Role after joining.")
    expires_at: AwareDatetime = Field(description="When it expires.")


class AnsweredInvitation(BaseModel):
    """An invitation that was accepted or declined."""

    organization_id: UUID = Field(description="Id of the organisation.")
    accepted: bool = Field(description="Whether the user is a member now.")
