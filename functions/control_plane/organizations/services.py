"""Collaborators of the organisation routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.http.idempotency.creates import IdempotentCreates
from functions.control_plane.organizations.repository import OrganizationRepository


@dataclass(frozen=True, slots=True)
class OrganizationServices:
    """What the organisation routes use."""

    organizations: OrganizationRepository
    creates: IdempotentCreates
    max_organizations: int
    """Maximum number of organisations of a user (docs/limits.md)."""


def organization_services(request: Request) -> OrganizationServices:
    """FastAPI dependency."""
    services: OrganizationServices = request.app.state.services.organizations
    return services


OrganizationServicesDep = Annotated[OrganizationServices, Depends(organization_services)]
