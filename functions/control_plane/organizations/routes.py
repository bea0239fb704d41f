"""``/portal/organizations`` and their members"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request

from functions.control_plane.accounts.repository import Membership
from functions.control_plane.accounts.schemas import Organization
from functions.control_plane.auth.caller import InOrganization, ManagingMembers, SignedIn
from functions.control_plane.http.idempotency import Attempting, Create
from functions.control_plane.http.openapi import BODY, errors
from functions.control_plane.http.pagination.cursor import next_position
from functions.control_plane.http.pagination.query import AskedPage
from functions.control_plane.organizations.repository import MemberRow
from functions.control_plane.organizations.schemas import (
    Member,
    MemberList,
    OrganizationList,
    OrganizationRequest,
    RemovedMember,
    RoleRequest,
)
from functions.control_plane.services import ServicesOf
from portal.errors import Conflict, InvalidRequest, LastOwner, TooMany, UnprocessableRequest
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["organizations"])

UserId = Annotated[UUID, Path(description="Id of the member.")]


@router.get("/portal/organizations", summary="List organisations", responses=errors())
async def list_organizations(caller: SignedIn) -> OrganizationList:
    """The organisations the user belongs to. To switch to one, send its id as `x-organization-id`."""
    return OrganizationList(data=[shown_organization(member) for member in caller.account.memberships])


@router.post(
    "/portal/organizations",
    status_code=201,
    summary="Make an organisation",
    responses=errors(*BODY, Conflict, TooMany),
)
async def create_organization(
    body: OrganizationRequest, attempt: Attempting, services: ServicesOf
) -> Organization:
    """Make a team on the free plan, with the user as its owner. It has its own keys, usage and limits."""

    async def make(organization_id: UUID) -> Organization:
        made = await services.organizations.create(
            organization_id,
            attempt.caller.account.id,
            body.name,
            most=services.bounds.organizations_per_user,
            request_id=attempt.request_id,
        )
        return Organization(
            id=made.id,
            name=body.name,
            kind="team",
            role="owner",
            members_managed_in="portal",
            suspended=False,
            created_at=made.created_at,
        )

    return await services.creates.once(Create(attempt, "organization", body), Organization, make)


@router.patch(
    "/portal/organizations/{organization_id}", summary="Rename an organisation", responses=errors(*BODY)
)
async def rename_organization(
    body: OrganizationRequest, caller: InOrganization, services: ServicesOf, request: Request
) -> Organization:
    """Give the organisation another name. Owners and admins may."""
    await services.organizations.rename(
        caller.organization_id, caller.account.id, body.name, request_id_of(request.scope)
    )
    return shown_organization(caller.membership).model_copy(update={"name": body.name})


@router.get(
    "/portal/organizations/{organization_id}/members",
    summary="List members",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def list_members(caller: InOrganization, services: ServicesOf, asked: AskedPage) -> MemberList:
    """Everybody who belongs to the organisation, for every member to see."""
    page = await services.organizations.members(caller.organization_id, asked)
    return MemberList(data=[_shown(row) for row in page.rows], next_cursor=next_position(page.next))


@router.patch(
    "/portal/organizations/{organization_id}/members/{user_id}",
    summary="Change a member's role",
    responses=errors(*BODY, Conflict, LastOwner),
)
async def change_member_role(
    user_id: UserId, body: RoleRequest, caller: ManagingMembers, services: ServicesOf, request: Request
) -> Member:
    """Give a member another role. Owners may change every role, admins those of admins and members.

    The last owner stays one. Who becomes a plain member has their open invitations withdrawn.
    """
    await services.organizations.change_role(
        caller.organization_id, caller.account.id, user_id, body.role, request_id_of(request.scope)
    )
    return _shown(await services.organizations.member(caller.organization_id, user_id))


@router.delete(
    "/portal/organizations/{organization_id}/members/{user_id}",
    summary="Remove a member, or leave",
    responses=errors(Conflict, LastOwner),
)
async def remove_member(
    user_id: UserId, caller: ManagingMembers, services: ServicesOf, request: Request
) -> RemovedMember:
    """Take a member out; with one's own id, leave. Binds with the next call.

    Everybody may leave but the last owner. Owners may remove everybody else, admins admins and members.
    """
    keys = await services.organizations.remove(
        caller.organization_id, caller.account.id, user_id, request_id_of(request.scope)
    )
    return RemovedMember(user_id=user_id, keys_in_force=keys)


def shown_organization(membership: Membership) -> Organization:
    organization = membership.organization
    return Organization(
        id=organization.id,
        name=organization.name,
        kind=organization.kind,
        role=membership.role,
        members_managed_in=organization.managed_in,
        suspended=organization.suspended_at is not None,
        created_at=organization.created_at,
    )


def _shown(row: MemberRow) -> Member:
    return Member(
        user_id=row.user_id,
        email=row.users.email,
        display_name=row.users.display_name,
        role=row.role,
        joined_at=row.created_at,
    )
