"""Collaborators of the billing routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.billing.plan_repository import PlanRepository
from functions.control_plane.billing.repository import BillingRepository
from functions.control_plane.usage.repository import UsageRepository


@dataclass(frozen=True, slots=True)
class BillingServices:
    """What the billing routes use."""

    billing: BillingRepository
    plans: PlanRepository
    usage: UsageRepository


def billing_services(request: Request) -> BillingServices:
    """FastAPI dependency."""
    services: BillingServices = request.app.state.services.billing
    return services


BillingServicesDep = Annotated[BillingServices, Depends(billing_services)]
