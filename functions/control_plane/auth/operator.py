"""FastAPI dependency for operators of the platform, checked for every call under ``/portal/admin``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.auth.services import AuthServicesDep
from functions.control_plane.database.audit import AuditContext
from portal.errors import NotPermitted
from portal.web.request_ids import request_id_of


@dataclass(frozen=True, slots=True)
class OperatorCall:
    """A request by an operator."""

    user_id: UUID
    request_id: str

    def audit(self, reason: str) -> AuditContext:
        """Return the audit context of an action that the operator takes for ``reason``."""
        return AuditContext(self.user_id, reason, self.request_id)


async def require_operator(caller: SignedIn, services: AuthServicesDep, request: Request) -> OperatorCall:
    """Return the call if its user has a row in ``platform_admins``. Raises NotPermitted.

    The row decides, not a claim of the token: it is read for every call, so a former operator is refused at
    once, whatever their token claims, and with every auth provider.
    """
    if not await services.operators.is_operator(caller.account.id):
        raise NotPermitted("Only operators of the platform may do this.")
    return OperatorCall(caller.account.id, request_id_of(request.scope))


Operator = Annotated[OperatorCall, Depends(require_operator)]
