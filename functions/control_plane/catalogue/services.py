"""Collaborators of the catalogue routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.usage.repository import UsageRepository
from portal.inference import Feature
from portal.policy.cache import PolicyCache
from portal.pool_health.history.cache import ServingHistoryCache


@dataclass(frozen=True, slots=True)
class CatalogueServices:
    """What the catalogue routes use. ``features`` are those of the models that offer any."""

    policy: PolicyCache
    usage: UsageRepository
    history: ServingHistoryCache
    features: Mapping[str, frozenset[Feature]] = field(default_factory=dict)


def catalogue_services(request: Request) -> CatalogueServices:
    """FastAPI dependency."""
    services: CatalogueServices = request.app.state.services.catalogue
    return services


CatalogueServicesDep = Annotated[CatalogueServices, Depends(catalogue_services)]
