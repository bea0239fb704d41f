"""``/portal/account``: one's own data, to take along or to have erased"""

from __future__ import annotations

from fastapi import APIRouter, Request

from functions.control_plane.accounts.personal_data.schemas import AccountExport, ErasedAccount
from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.http.openapi import errors
from functions.control_plane.services import ServicesOf
from portal.errors import LastOwner
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["account"])


@router.get("/portal/account/export", summary="Take one's data along", responses=errors())
async def export_account(caller: SignedIn, services: ServicesOf) -> AccountExport:
    """Everything that is kept about the user, as one document."""
    return await services.personal_data.export(caller.account.id)


@router.delete("/portal/account", summary="Delete one's account", responses=errors(LastOwner))
async def delete_account(caller: SignedIn, services: ServicesOf, request: Request) -> ErasedAccount:
    """Erase the user for ever: name, address, sign-in, memberships, request logs; at once.

    Organisations without another member are closed and their keys revoked. Usage, ledger and audit log keep
    ids, which name nobody any more. Whoever alone owns an organisation with other members makes another owner
    first.
    """
    return await services.erasure.erase(caller.account.id, request_id_of(request.scope))
