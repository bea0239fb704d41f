"""Collaborators of the usage routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.usage.repository import UsageRepository


@dataclass(frozen=True, slots=True)
class UsageServices:
    """What the usage routes use."""

    usage: UsageRepository


def usage_services(request: Request) -> UsageServices:
    """FastAPI dependency."""
    services: UsageServices = request.app.state.services.usage
    return services


UsageServicesDep = Annotated[UsageServices, Depends(usage_services)]
