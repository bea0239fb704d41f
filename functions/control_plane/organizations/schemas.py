"""Schemas of organisations."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.control_plane.auth.account import Membership, MembersManagedIn, OrganizationKind, Role
from functions.control_plane.http.text import Line

OrganizationName = Annotated[Line, StringConstraints(max_length=100)]


class Organization(BaseModel):
    """The tenant that owns API keys, usage and plan, with the user's role in it."""

    id: UUID = Field(description="Id of the organisation, for the x-organization-id header.")
    name: str = Field(description="Name that its members see.", examples=["Ada"])
    kind: OrganizationKind = Field(
        description="personal: created at sign-up for one user; team: created by a user."
    )
    role: Role = Field(
        description="The user's role. owner and admin: everything; member: read, and manage their own keys."
    )
    members_managed_in: MembersManagedIn = Field(
        description="Where members are managed. clerk: it mirrors an organisation at Clerk and is available "
        "while the user's Clerk session is for it; its members cannot be changed in the portal."
    )
    suspended: bool = Field(description="Whether its API keys are refused at the moment.")
    created_at: AwareDatetime = Field(description="When it was created.")


class OrganizationRequest(BaseModel):
    """An organisation to create, or its new name."""

    model_config = ConfigDict(extra="forbid")

    name: OrganizationName = Field(description="Name that its members see.", examples=["Analytical Engines"])


class OrganizationList(BaseModel):
    """The user's organisations."""

    data: list[Organization] = Field(
        description="First the organisation of the Clerk session, then the personal one, then by date of "
        "joining."
    )


def to_organization(membership: Membership) -> Organization:
    """Return the organisation of a membership as the API shows it."""
    organization = membership.organization
    return Organization(
        id=organization.id,
        name=organization.name,
        kind=organization.kind,
        role=membership.role,
        members_managed_in=organization.members_managed_in,
        suspended=organization.suspended_at is not None,
        created_at=organization.created_at,
    )
