"""Collaborators of the routes to inspect requests and their logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.admin.requests.repository import RequestLogRepository
from functions.control_plane.usage.repository import UsageRepository


@dataclass(frozen=True, slots=True)
class RequestLogServices:
    """What the routes to inspect requests and their logs use."""

    request_logs: RequestLogRepository
    usage: UsageRepository


def request_log_services(request: Request) -> RequestLogServices:
    """FastAPI dependency."""
    services: RequestLogServices = request.app.state.services.admin.requests
    return services


RequestLogServicesDep = Annotated[RequestLogServices, Depends(request_log_services)]
