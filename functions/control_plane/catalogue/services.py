"""Collaborators of the catalogue routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.usage.repository import UsageRepository
from portal.policy.cache import PolicyCache
from portal.pool_health.history.cache import ServingHistoryCache


@dataclass(frozen=True, slots=True)
class CatalogueServices:
    """What the catalogue routes use."""

    policy: PolicyCache
    usage: UsageRepository
    history: ServingHistoryCache


def catalogue_services(request: Request) -> CatalogueServices:
    """FastAPI dependency."""
    services: CatalogueServices = request.app.state.services.catalogue
    return services


CatalogueServicesDep = Annotated[CatalogueServices, Depends(catalogue_services)]
