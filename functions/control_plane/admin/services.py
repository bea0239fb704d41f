"""Collaborators of the operators' routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.admin.actions.key_service import KeyServiceActions
from functions.control_plane.admin.actions.repository import OperatorActionRepository
from functions.control_plane.admin.audit_log.repository import AuditEntryRepository
from functions.control_plane.admin.catalogue.repository import AdminCatalogueRepository
from functions.control_plane.admin.inspection.repository import InspectionRepository
from functions.control_plane.admin.requests.repository import RequestLogRepository
from functions.control_plane.admin.search.repository import SearchRepository
from functions.control_plane.billing.plan_repository import PlanRepository
from functions.control_plane.billing.repository import BillingRepository
from functions.control_plane.usage.repository import UsageRepository


@dataclass(frozen=True, slots=True)
class AdminServices:
    """What the operators' routes use."""

    search: SearchRepository
    inspection: InspectionRepository
    request_logs: RequestLogRepository
    catalogue: AdminCatalogueRepository
    audit_log: AuditEntryRepository
    actions: OperatorActionRepository
    key_service: KeyServiceActions
    usage: UsageRepository
    billing: BillingRepository
    plans: PlanRepository


def admin_services(request: Request) -> AdminServices:
    """FastAPI dependency."""
    services: AdminServices = request.app.state.services.admin
    return services


AdminServicesDep = Annotated[AdminServices, Depends(admin_services)]
