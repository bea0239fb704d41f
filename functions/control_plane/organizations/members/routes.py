"""Routes ``/portal/organizations/{organization_id}/members``."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from functions.control_plane.auth.caller import InOrganization, ManagingMembers
from functions.control_plane.http.openapi import BODY_ERRORS, errors
from functions.control_plane.http.pagination.cursor import encode_cursor
from functions.control_plane.http.pagination.page import PageQueryDep
from functions.control_plane.organizations.members.repository import MemberRow
from functions.control_plane.organizations.members.schemas import (
    Member,
    MemberList,
    RemovedMember,
    RoleRequest,
)
from functions.control_plane.organizations.members.services import MemberServicesDep
from portal.errors import Conflict, InvalidRequest, LastOwner, UnprocessableRequest
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["organizations"])

RevokeKeys = Annotated[
    bool, Query(description="Also revoke the API keys of the organisation that the member created.")
]
MemberId = Annotated[UUID, Path(description="Id of the member.")]


@router.get(
    "/portal/organizations/{organization_id}/members",
    summary="List members",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def list_members(caller: InOrganization, services: MemberServicesDep, page: PageQueryDep) -> MemberList:
    """List all members of the organisation. Every member can see them."""
    found = await services.members.list(caller.organization_id, page)
    return MemberList(data=[_to_member(row) for row in found.rows], next_cursor=encode_cursor(found.next))


@router.patch(
    "/portal/organizations/{organization_id}/members/{user_id}",
    summary="Change a member's role",
    responses=errors(*BODY_ERRORS, Conflict, LastOwner),
)
async def change_member_role(
    user_id: MemberId,
    body: RoleRequest,
    caller: ManagingMembers,
    services: MemberServicesDep,
    request: Request,
) -> Member:
    """Change a member's role. Owners can change every role, admins those of admins and members.

    The last owner keeps the role. A member who loses the role of owner or admin has their open invitations
    withdrawn.
    """
    await services.members.change_role(
        caller.organization_id, caller.account.id, user_id, body.role, request_id_of(request.scope)
    )
    return _to_member(await services.members.get(caller.organization_id, user_id))


@router.delete(
    "/portal/organizations/{organization_id}/members/{user_id}",
    summary="Remove a member, or leave",
    responses=errors(UnprocessableRequest, Conflict, LastOwner),
)
async def remove_member(
    user_id: MemberId,
    caller: ManagingMembers,
    services: MemberServicesDep,
    request: Request,
    revoke_keys: RevokeKeys = False,
) -> RemovedMember:
    """Remove a member, or leave with your own id. It takes effect with the next call.

    Everyone except the last owner can leave. Owners can remove everyone, admins other admins and members.
    API keys belong to the organisation: those that the member created keep working unless `revoke_keys` is
    true.
    """
    removal = await services.members.remove(
        caller.organization_id,
        caller.account.id,
        user_id,
        request_id_of(request.scope),
        revoke_keys=revoke_keys,
    )
    await services.revocation.revoke(removal.revoked_keys)
    return RemovedMember(
        user_id=user_id, revoked_keys=len(removal.revoked_keys), keys_in_force=removal.keys_in_force
    )


def _to_member(row: MemberRow) -> Member:
    return Member(
        user_id=row.user_id,
        email=row.users.email,
        display_name=row.users.display_name,
        role=row.role,
        joined_at=row.created_at,
    )
