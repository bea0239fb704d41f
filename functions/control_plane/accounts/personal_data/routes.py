"""Routes ``/portal/account``."""

from __future__ import annotations

from fastapi import APIRouter, Request

from functions.control_plane.accounts.personal_data.schemas import AccountExport, ErasedAccount
from functions.control_plane.accounts.personal_data.services import PersonalDataServicesDep
from functions.control_plane.auth.caller import RECENTLY_SIGNED_IN, SignedIn
from functions.control_plane.http.openapi import errors
from portal.errors import LastOwner, RecentSignInRequired
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["account"])


@router.get("/portal/account/export", summary="Export your data", responses=errors())
async def export_account(caller: SignedIn, services: PersonalDataServicesDep) -> AccountExport:
    """Return all data that is stored about the user, as one document."""
    return await services.personal_data.export(caller.account.id)


@router.delete(
    "/portal/account",
    summary="Delete your account",
    dependencies=[RECENTLY_SIGNED_IN],
    responses=errors(LastOwner, RecentSignInRequired),
)
async def delete_account(
    caller: SignedIn, services: PersonalDataServicesDep, request: Request
) -> ErasedAccount:
    """Erase the user at once and permanently: name, address, sign-in, memberships and request logs.

    Organisations without another member are closed and their API keys revoked. Usage, ledger and audit log
    retain ids, which no longer identify anyone. The only owner of an organisation with other members must
    make another member an owner first. The user must have signed in within the last 10 minutes.
    """
    return await services.erasure.erase(caller.account.id, request_id_of(request.scope))
