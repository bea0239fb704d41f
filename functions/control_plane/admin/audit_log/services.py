"""Collaborators of the route of the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.admin.audit_log.repository import AuditEntryRepository


@dataclass(frozen=True, slots=True)
class AuditLogServices:
    """What the route of the audit log uses."""

    audit_log: AuditEntryRepository


def audit_log_services(request: Request) -> AuditLogServices:
    """FastAPI dependency."""
    services: AuditLogServices = request.app.state.services.admin.audit_log
    return services


AuditLogServicesDep = Annotated[AuditLogServices, Depends(audit_log_services)]
