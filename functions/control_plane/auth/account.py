"""An account: a user with their organisations and the role in each."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from functions.control_plane.database.timestamp import Timestamp
from portal.sessions import AuthProvider, ClaimedOrganization

Role = Literal["owner", "admin", "member"]
OrganizationKind = Literal["personal", "team"]
MembersManagedIn = Literal["portal", "clerk"]


class OrganizationRow(BaseModel):
    """A row of ``organizations``."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    kind: OrganizationKind
    clerk_organization_id: str | None
    suspended_at: Timestamp | None
    created_at: Timestamp

    @property
    def members_managed_in(self) -> MembersManagedIn:
        return "portal" if self.clerk_organization_id is None else "clerk"


class Membership(BaseModel):
    """A row of ``organization_members`` with its organisation."""

    model_config = ConfigDict(frozen=True)

    role: Role
    created_at: Timestamp
    organizations: OrganizationRow
    """One organisation: PostgREST names an embedded row by its table."""

    @property
    def organization(self) -> OrganizationRow:
        return self.organizations

    @property
    def sort_key(self) -> tuple[bool, bool, datetime, str]:
        """Order: the session's organisation at Clerk, the user's personal one, then by date of joining."""
        is_personal = self.organizations.kind == "personal" and self.role == "owner"
        return (
            self.organizations.members_managed_in == "portal",
            not is_personal,
            self.created_at,
            str(self.organizations.id),
        )

    def is_valid_for(self, claimed: ClaimedOrganization | None) -> bool:
        """Return whether the membership is valid in a session for ``claimed``.

        One that Clerk manages is valid only while the session claims the same organisation and role.
        """
        if self.organizations.members_managed_in == "portal":
            return True
        return (
            claimed is not None
            and self.organizations.clerk_organization_id == claimed.id
            and self.role == claimed_role(claimed)
        )


def claimed_role(claimed: ClaimedOrganization) -> Role:
    """Return the role for a claim. Admins at Clerk are owners here, so that an organisation has owners."""
    return "owner" if claimed.administers else "member"


class Account(BaseModel):
    """A row of ``users`` with the user's memberships."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    email: str | None
    display_name: str
    auth_provider: AuthProvider
    suspended_at: Timestamp | None
    created_at: Timestamp
    verified_at: Timestamp | None
    sign_up_counted_at: Timestamp | None
    organization_members: tuple[Membership, ...]

    @property
    def memberships(self) -> list[Membership]:
        """Memberships in the order of ``Membership.sort_key``."""
        return sorted(self.organization_members, key=lambda membership: membership.sort_key)

    def is_member_of(self, claimed: ClaimedOrganization) -> bool:
        """Return whether a membership mirrors the claimed organisation and role at Clerk."""
        return any(
            member.organization.members_managed_in == "clerk" and member.is_valid_for(claimed)
            for member in self.organization_members
        )

    def limited_to(self, claimed: ClaimedOrganization | None) -> Account:
        """Return the account with the memberships that are valid in a session for ``claimed``."""
        valid = tuple(member for member in self.organization_members if member.is_valid_for(claimed))
        return self.model_copy(update={"organization_members": valid})
