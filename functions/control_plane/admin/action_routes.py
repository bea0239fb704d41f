"""``/portal/admin/*``: what operators of the platform do. Each action takes a reason and is audited.

What locks out or switches off binds at the gateway within 2.5 s, through the policy snapshot; so does taking
back a user, organisation, model, pool or router, and what another plan includes. A key that is enabled again,
and the windows of another plan, bind as soon as the key service has learned it (``docs/operations.md``).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path

from functions.control_plane.admin.routes import KeyId, OrganizationId, UserId
from functions.control_plane.admin.schemas import (
    AccountStateRequest,
    Change,
    Credit,
    CreditRequest,
    KeyStateRequest,
    ModelStateRequest,
    PlanRequest,
    PoolStateRequest,
    TargetStateRequest,
)
from functions.control_plane.auth.operator import Operator, operator_of
from functions.control_plane.http.openapi import BODY, errors
from functions.control_plane.services import ServicesOf
from portal.errors import Conflict, KeyServiceUnavailable, ResourceNotFound

router = APIRouter(tags=["admin"], dependencies=[Depends(operator_of)])

NAME = r"^[a-z0-9][a-z0-9._-]{0,62}$"
Model = Annotated[str, Path(pattern=NAME, description="Alias of the model.")]
Pool = Annotated[str, Path(pattern=NAME, description="Name of the pool.")]


@router.put(
    "/portal/admin/users/{user_id}/state", summary="Suspend a user", responses=errors(*BODY, Conflict)
)
async def set_user_state(
    user_id: UserId, body: AccountStateRequest, operator: Operator, services: ServicesOf
) -> Change:
    """Lock a user out of the portal at once, and the keys of their own organisation within 2.5 s; or take
    them back. Teams they belong to go on.
    """
    if user_id == operator.user_id:
        raise Conflict("Nobody can suspend themselves.", hint="Ask another operator.")
    return await services.admin.set_state("user", str(user_id), body.state, operator.because(body.reason))


@router.put(
    "/portal/admin/organizations/{organization_id}/state",
    summary="Suspend an organisation",
    responses=errors(*BODY),
)
async def set_organization_state(
    organization_id: OrganizationId,
    body: AccountStateRequest,
    operator: Operator,
    services: ServicesOf,
) -> Change:
    """Refuse all keys of an organisation within 2.5 s, or take it back. Members still read their pages."""
    return await services.admin.set_state(
        "organization", str(organization_id), body.state, operator.because(body.reason)
    )


@router.put(
    "/portal/admin/keys/{key_id}/state",
    summary="Disable a key",
    responses=errors(*BODY, Conflict, KeyServiceUnavailable),
)
async def set_key_state(
    key_id: KeyId, body: KeyStateRequest, operator: Operator, services: ServicesOf
) -> Change:
    """Refuse a key within 2.5 s, or enable it again, which its key service may learn some 10 s later. Revoked
    keys stay so.
    """
    return await services.key_states.set_state(
        key_id,
        body.state,
        operator.because(body.reason),
    )


@router.put("/portal/admin/models/{model}/state", summary="Switch a model off", responses=errors(*BODY))
async def set_model_state(
    model: Model, body: ModelStateRequest, operator: Operator, services: ServicesOf
) -> Change:
    """Refuse requests for a model within 2.5 s, or offer it again."""
    return await services.admin.set_state("model", model, body.state, operator.because(body.reason))


@router.put("/portal/admin/pools/{pool}/state", summary="Drain a pool", responses=errors(*BODY))
async def set_pool_state(
    pool: Pool, body: PoolStateRequest, operator: Operator, services: ServicesOf
) -> Change:
    """Send a pool no new requests within 2.5 s, or put it back. What runs there ends in peace."""
    return await services.admin.set_state("pool", pool, body.state, operator.because(body.reason))


@router.put("/portal/admin/pools/{pool}/target-state", summary="Drain one router", responses=errors(*BODY))
async def set_target_state(
    pool: Pool, body: TargetStateRequest, operator: Operator, services: ServicesOf
) -> Change:
    """The same for one router of a pool, named by its URL; the others go on."""
    return await services.admin.set_state(
        "target", body.url, body.state, operator.because(body.reason), pool=pool
    )


@router.put(
    "/portal/admin/organizations/{organization_id}/plan",
    summary="Change a plan",
    responses=errors(*BODY, KeyServiceUnavailable),
)
async def change_plan(
    organization_id: OrganizationId,
    body: PlanRequest,
    operator: Operator,
    services: ServicesOf,
) -> Change:
    """Put an organisation on another plan: models, streams and tokens within 2.5 s, windows within half a
    minute.
    """
    plans = await services.plans.list()
    if body.plan not in {plan.id for plan in plans}:
        raise ResourceNotFound("There is no such plan.", param="plan", hint="GET /portal/plans lists them.")
    return await services.key_states.change_plan(
        organization_id,
        body.plan,
        operator.because(body.reason),
    )


@router.post(
    "/portal/admin/organizations/{organization_id}/credits",
    status_code=201,
    summary="Grant credit",
    responses=errors(*BODY, Conflict),
)
async def grant_credit(
    *,
    organization_id: OrganizationId,
    body: CreditRequest,
    operator: Operator,
    services: ServicesOf,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            pattern=r"^[\x21-\x7e]+$",
            description="Repeating a grant with the same key adds nothing; left out: each call adds.",
        ),
    ] = None,
) -> Credit:
    """Add to an organisation's balance: one entry of the ledger, with the reason. It cannot be removed."""
    return await services.admin.grant_credit(
        organization_id,
        body.amount_nanousd,
        f"grant:{idempotency_key or operator.request_id}",
        operator.because(body.reason),
    )
