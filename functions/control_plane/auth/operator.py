"""Operators of the platform: who they are, checked for every call under ``/portal/admin``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from functions.control_plane.admin.repository import AuditContext
from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.services import ServicesOf
from portal.errors import NotPermitted
from portal.web.request_ids import request_id_of


@dataclass(frozen=True, slots=True)
class OperatorCall:
    """A call by an operator."""

    user_id: UUID
    request_id: str

    def because(self, reason: str) -> AuditContext:
        return AuditContext(self.user_id, reason, self.request_id)


async def operator_of(caller: SignedIn, services: ServicesOf, request: Request) -> OperatorCall:
    """Return the call if a row of ``platform_admins`` names its user. Raises NotPermitted.

    A row and no claim of the token: it is looked up each time, so an operator who is one no longer is out at
    once, whatever their token says, and it is the same for every auth provider.
    """
    if not await services.admin.is_admin(caller.account.id):
        raise NotPermitted("This is for operators of the platform.")
    return OperatorCall(caller.account.id, request_id_of(request.scope))


Operator = Annotated[OperatorCall, Depends(operator_of)]
