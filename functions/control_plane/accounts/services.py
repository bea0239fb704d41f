"""Collaborators of the routes for the signed-in user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.auth.account_repository import AccountRepository
from functions.control_plane.auth.operator_repository import OperatorRepository
from functions.control_plane.usage.repository import UsageRepository


@dataclass(frozen=True, slots=True)
class AccountServices:
    """What the routes for the signed-in user use."""

    accounts: AccountRepository
    operators: OperatorRepository
    usage: UsageRepository


def account_services(request: Request) -> AccountServices:
    """FastAPI dependency."""
    services: AccountServices = request.app.state.services.accounts
    return services


AccountServicesDep = Annotated[AccountServices, Depends(account_services)]
