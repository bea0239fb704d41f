"""Collaborators of the routes to export and delete an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.accounts.personal_data.erasure import AccountErasure
from functions.control_plane.accounts.personal_data.repository import PersonalDataRepository


@dataclass(frozen=True, slots=True)
class PersonalDataServices:
    """What the routes to export and delete an account use."""

    personal_data: PersonalDataRepository
    erasure: AccountErasure


def personal_data_services(request: Request) -> PersonalDataServices:
    """FastAPI dependency."""
    services: PersonalDataServices = request.app.state.services.personal_data
    return services


PersonalDataServicesDep = Annotated[PersonalDataServices, Depends(personal_data_services)]
