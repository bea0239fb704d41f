"""Collaborators of the routes of operators' actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.admin.actions.key_service import KeyServiceActions
from functions.control_plane.admin.actions.repository import OperatorActionRepository
from functions.control_plane.billing.plan_repository import PlanRepository


@dataclass(frozen=True, slots=True)
class OperatorActionServices:
    """What the routes of operators' actions use."""

    actions: OperatorActionRepository
    key_service: KeyServiceActions
    plans: PlanRepository


def operator_action_services(request: Request) -> OperatorActionServices:
    """FastAPI dependency."""
    services: OperatorActionServices = request.app.state.services.admin.actions
    return services


OperatorActionServicesDep = Annotated[OperatorActionServices, Depends(operator_action_services)]
