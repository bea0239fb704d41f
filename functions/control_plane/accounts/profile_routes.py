"""``/portal/profile``"""

from __future__ import annotations

from fastapi import APIRouter

from functions.control_plane.accounts.repository import Account
from functions.control_plane.accounts.schemas import ProfileRequest, User
from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.http.openapi import BODY, errors
from functions.control_plane.services import ServicesOf

router = APIRouter(tags=["account"])


@router.get("/portal/profile", summary="Read one's profile", responses=errors())
async def profile(caller: SignedIn) -> User:
    """The user who is signed in. Address and sign-in are the auth provider's; change them there."""
    return shown_user(caller.account)


@router.patch("/portal/profile", summary="Change one's profile", responses=errors(*BODY))
async def change_profile(body: ProfileRequest, caller: SignedIn, services: ServicesOf) -> User:
    """Change what the portal calls the user. Members of their organisations read it too."""
    await services.accounts.rename(caller.account.id, body.display_name)
    return shown_user(caller.account).model_copy(update={"display_name": body.display_name})


def shown_user(account: Account) -> User:
    return User(
        id=account.id,
        email=account.email,
        display_name=account.display_name,
        auth_provider=account.auth_provider,
        created_at=account.created_at,
    )
