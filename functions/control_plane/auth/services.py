"""Collaborators of authentication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.auth.identification import Identification
from functions.control_plane.auth.operator_repository import OperatorRepository
from functions.control_plane.auth.write_limits import WriteLimiter


@dataclass(frozen=True, slots=True)
class AuthServices:
    """What the dependencies in ``caller`` and ``operator`` use."""

    identification: Identification
    operators: OperatorRepository
    write_limiter: WriteLimiter


def auth_services(request: Request) -> AuthServices:
    """FastAPI dependency."""
    services: AuthServices = request.app.state.services.auth
    return services


AuthServicesDep = Annotated[AuthServices, Depends(auth_services)]
