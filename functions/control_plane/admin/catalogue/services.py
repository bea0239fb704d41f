"""Collaborators of the operators' catalogue routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.admin.catalogue.live.pools import LivePools
from functions.control_plane.admin.catalogue.repository import AdminCatalogueRepository


@dataclass(frozen=True, slots=True)
class AdminCatalogueServices:
    """What the operators' catalogue routes use."""

    catalogue: AdminCatalogueRepository
    pools: LivePools


def admin_catalogue_services(request: Request) -> AdminCatalogueServices:
    """FastAPI dependency."""
    services: AdminCatalogueServices = request.app.state.services.admin.catalogue
    return services


AdminCatalogueServicesDep = Annotated[AdminCatalogueServices, Depends(admin_catalogue_services)]
