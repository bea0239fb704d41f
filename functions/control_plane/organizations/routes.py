"""Routes ``/portal/organizations``."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request

from functions.control_plane.auth.caller import VERIFIED, InOrganization, SignedIn
from functions.control_plane.http.idempotency.creates import CreateAttemptDep, IdempotentCreate
from functions.control_plane.http.openapi import BODY_ERRORS, errors
from functions.control_plane.organizations.schemas import (
    Organization,
    OrganizationList,
    OrganizationRequest,
    to_organization,
)
from functions.control_plane.organizations.services import OrganizationServicesDep
from portal.errors import Conflict, EmailNotVerified, TooMany
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["organizations"])


@router.get("/portal/organizations", summary="List organisations", responses=errors())
async def list_organizations(caller: SignedIn) -> OrganizationList:
    """List the user's organisations. To act for another one, send its id as `x-organization-id`."""
    return OrganizationList(data=[to_organization(member) for member in caller.account.memberships])


@router.post(
    "/portal/organizations",
    status_code=201,
    summary="Create an organisation",
    dependencies=[VERIFIED],
    responses=errors(*BODY_ERRORS, EmailNotVerified, Conflict, TooMany),
)
async def create_organization(
    body: OrganizationRequest, attempt: CreateAttemptDep, services: OrganizationServicesDep
) -> Organization:
    """Create a team on the free plan with the user as its owner.

    It has its own API keys and usage. On the free plan its limits are those of its creator: they count over
    all organisations that the creator made, also after another member became the owner.
    """

    async def create(organization_id: UUID) -> Organization:
        created = await services.organizations.create(
            organization_id,
            attempt.caller.account.id,
            body.name,
            limit=services.max_organizations,
            request_id=attempt.request_id,
        )
        return Organization(
            id=created.id,
            name=body.name,
            kind="team",
            role="owner",
            members_managed_in="portal",
            suspended=False,
            created_at=created.created_at,
        )

    return await services.creates.run(IdempotentCreate(attempt, "organization", body), Organization, create)


@router.patch(
    "/portal/organizations/{organization_id}",
    summary="Rename an organisation",
    responses=errors(*BODY_ERRORS),
)
async def rename_organization(
    body: OrganizationRequest, caller: InOrganization, services: OrganizationServicesDep, request: Request
) -> Organization:
    """Change the name of the organisation. For owners and admins."""
    await services.organizations.rename(
        caller.organization_id, caller.account.id, body.name, request_id_of(request.scope)
    )
    return to_organization(caller.membership).model_copy(update={"name": body.name})
