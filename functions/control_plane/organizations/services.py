"""Collaborators of the routes for organisations, members and invitations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.http.idempotency.creates import IdempotentCreates
from functions.control_plane.organizations.invitations.repository import InvitationRepository
from functions.control_plane.organizations.members.repository import MemberRepository
from functions.control_plane.organizations.repository import OrganizationRepository


@dataclass(frozen=True, slots=True)
class OrganizationLimits:
    """Maximum numbers of organisations and members (docs/limits.md)."""

    organizations_per_user: int = 10
    members_per_organization: int = 100


@dataclass(frozen=True, slots=True)
class OrganizationServices:
    """What the routes for organisations, members and invitations use."""

    organizations: OrganizationRepository
    members: MemberRepository
    invitations: InvitationRepository
    creates: IdempotentCreates
    limits: OrganizationLimits = OrganizationLimits()


def organization_services(request: Request) -> OrganizationServices:
    """FastAPI dependency."""
    services: OrganizationServices = request.app.state.services.organizations
    return services


OrganizationServicesDep = Annotated[OrganizationServices, Depends(organization_services)]
