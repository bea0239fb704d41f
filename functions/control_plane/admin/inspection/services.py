"""Collaborators of the routes to inspect users, organisations and API keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.admin.inspection.repository import InspectionRepository
from functions.control_plane.billing.plan_repository import PlanRepository
from functions.control_plane.billing.repository import BillingRepository
from functions.control_plane.usage.repository import UsageRepository


@dataclass(frozen=True, slots=True)
class InspectionServices:
    """What the routes to inspect users, organisations and API keys use."""

    inspection: InspectionRepository
    usage: UsageRepository
    billing: BillingRepository
    plans: PlanRepository


def inspection_services(request: Request) -> InspectionServices:
    """FastAPI dependency."""
    services: InspectionServices = request.app.state.services.admin.inspection
    return services


InspectionServicesDep = Annotated[InspectionServices, Depends(inspection_services)]
