"""Collaborators of the invitation routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.http.idempotency.creates import IdempotentCreates
from functions.control_plane.organizations.invitations.repository import InvitationRepository


@dataclass(frozen=True, slots=True)
class InvitationServices:
    """What the invitation routes use."""

    invitations: InvitationRepository
    creates: IdempotentCreates
    max_members: int
    """Maximum number of members of an organisation, counting open invitations (docs/limits.md)."""


def invitation_services(request: Request) -> InvitationServices:
    """FastAPI dependency."""
    services: InvitationServices = request.app.state.services.invitations
    return services


InvitationServicesDep = Annotated[InvitationServices, Depends(invitation_services)]
