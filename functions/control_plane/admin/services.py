"""Collaborators of the operators' routes, grouped by subpackage. A route sees only its subpackage's."""

from __future__ import annotations

from dataclasses import dataclass

from functions.control_plane.admin.actions.services import OperatorActionServices
from functions.control_plane.admin.audit_log.services import AuditLogServices
from functions.control_plane.admin.catalogue.services import AdminCatalogueServices
from functions.control_plane.admin.inspection.services import InspectionServices
from functions.control_plane.admin.requests.services import RequestLogServices
from functions.control_plane.admin.search.services import SearchServices


@dataclass(frozen=True, slots=True)
class AdminServices:
    """What the operators' routes use."""

    search: SearchServices
    inspection: InspectionServices
    requests: RequestLogServices
    catalogue: AdminCatalogueServices
    audit_log: AuditLogServices
    actions: OperatorActionServices
