"""Routes of operators' actions.

The policy snapshot brings suspensions, states of API keys, models, pools and routers, and the models of
another plan to the gateway within 2.5 s. An API key that is enabled again, and the windows of another plan,
apply when the key service has them (docs/operations.md).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path

from functions.control_plane.admin.actions.schemas import (
    AccountStateRequest,
    Change,
    Credit,
    CreditRequest,
    KeyStateRequest,
    ModelStateRequest,
    PlanRequest,
    PoolStateRequest,
)
from functions.control_plane.admin.actions.services import OperatorActionServicesDep
from functions.control_plane.admin.actions.target_schemas import TargetChanges, TargetRequest
from functions.control_plane.admin.parameters import KeyId, OrganizationId, UserId
from functions.control_plane.auth.operator import Operator, require_operator
from functions.control_plane.http.openapi import BODY_ERRORS, errors
from portal.errors import Conflict, InvalidRequest, KeyServiceUnavailable, ResourceNotFound

router = APIRouter(tags=["admin"], dependencies=[Depends(require_operator)])

NAME = r"^[a-z0-9][a-z0-9._-]{0,62}$"
ModelName = Annotated[str, Path(pattern=NAME, description="Alias of the model.")]
PoolName = Annotated[str, Path(pattern=NAME, description="Name of the pool.")]
TargetId = Annotated[str, Path(pattern=r"^tgt_[0-9a-f]{16}$", description="Id of the target.")]
RouterId = Annotated[str, Path(pattern=r"^rtr_[0-9a-f]{16}$", description="Id of the router.")]


@router.put(
    "/portal/admin/users/{user_id}/state", summary="Suspend a user", responses=errors(*BODY_ERRORS, Conflict)
)
async def set_user_state(
    user_id: UserId, body: AccountStateRequest, operator: Operator, services: OperatorActionServicesDep
) -> Change:
    """Suspend or reactivate a user. Suspension applies in the portal at once, and to the API keys of the
    personal organisation within 2.5 s. The user's teams are not affected.
    """
    if user_id == operator.user_id:
        raise Conflict("Operators cannot suspend themselves.", hint="Ask another operator.")
    return await services.actions.set_state("user", str(user_id), body.state, operator.audit(body.reason))


@router.put(
    "/portal/admin/organizations/{organization_id}/state",
    summary="Suspend an organisation",
    responses=errors(*BODY_ERRORS),
)
async def set_organization_state(
    organization_id: OrganizationId,
    body: AccountStateRequest,
    operator: Operator,
    services: OperatorActionServicesDep,
) -> Change:
    """Suspend or reactivate an organisation. The gateway refuses its API keys within 2.5 s. Members can still
    read in the portal.
    """
    return await services.actions.set_state(
        "organization", str(organization_id), body.state, operator.audit(body.reason)
    )


@router.put(
    "/portal/admin/keys/{key_id}/state",
    summary="Disable an API key",
    responses=errors(*BODY_ERRORS, Conflict, KeyServiceUnavailable),
)
async def set_key_state(
    key_id: KeyId, body: KeyStateRequest, operator: Operator, services: OperatorActionServicesDep
) -> Change:
    """Disable or enable an API key. The gateway refuses a disabled key within 2.5 s. It accepts an enabled
    key when the key service does, about 10 s later. Revoked keys cannot be enabled.
    """
    return await services.key_service.set_key_state(key_id, body.state, operator.audit(body.reason))


@router.put("/portal/admin/models/{model}/state", summary="Disable a model", responses=errors(*BODY_ERRORS))
async def set_model_state(
    model: ModelName, body: ModelStateRequest, operator: Operator, services: OperatorActionServicesDep
) -> Change:
    """Disable or enable a model. The gateway refuses requests for a disabled model within 2.5 s."""
    return await services.actions.set_state("model", model, body.state, operator.audit(body.reason))


@router.put("/portal/admin/pools/{pool}/state", summary="Drain a pool", responses=errors(*BODY_ERRORS))
async def set_pool_state(
    pool: PoolName, body: PoolStateRequest, operator: Operator, services: OperatorActionServicesDep
) -> Change:
    """Drain, disable or reactivate a pool. It gets no new requests after 2.5 s; running ones complete."""
    return await services.actions.set_state("pool", pool, body.state, operator.audit(body.reason))


@router.put(
    "/portal/admin/targets/{target_id}",
    summary="Drain or weigh a target",
    responses=errors(*BODY_ERRORS, InvalidRequest, Conflict),
)
async def set_target(
    target_id: TargetId, body: TargetRequest, operator: Operator, services: OperatorActionServicesDep
) -> TargetChanges:
    """Drain, disable or reactivate one target, or set its weight, tier or session limit. A draining target
    gets no new requests after 2.5 s; running ones complete. Other targets of its router are not affected.
    """
    return await services.actions.set_target(target_id, body.changes(), operator.audit(body.reason))


@router.put(
    "/portal/admin/routers/{router_id}",
    summary="Drain or weigh a router",
    responses=errors(*BODY_ERRORS, InvalidRequest, Conflict),
)
async def set_router(
    router_id: RouterId, body: TargetRequest, operator: Operator, services: OperatorActionServicesDep
) -> TargetChanges:
    """Do to all targets of one router what `PUT /portal/admin/targets/{target_id}` does to one."""
    return await services.actions.set_target(router_id, body.changes(), operator.audit(body.reason))


@router.put(
    "/portal/admin/organizations/{organization_id}/plan",
    summary="Change a plan",
    responses=errors(*BODY_ERRORS, KeyServiceUnavailable),
)
async def change_plan(
    organization_id: OrganizationId,
    body: PlanRequest,
    operator: Operator,
    services: OperatorActionServicesDep,
) -> Change:
    """Change an organisation's plan. Models, streams and tokens apply within 2.5 s, windows within 30 s."""
    plans = await services.plans.list()
    if body.plan not in {plan.id for plan in plans}:
        raise ResourceNotFound("The plan does not exist.", param="plan", hint="GET /portal/plans lists them.")
    return await services.key_service.change_plan(organization_id, body.plan, operator.audit(body.reason))


@router.post(
    "/portal/admin/organizations/{organization_id}/credits",
    status_code=201,
    summary="Grant credit",
    responses=errors(*BODY_ERRORS, Conflict),
)
async def grant_credit(
    *,
    organization_id: OrganizationId,
    body: CreditRequest,
    operator: Operator,
    services: OperatorActionServicesDep,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            pattern=r"^[\x21-\x7e]+$",
            description="A retry with the same key grants nothing more. Omitted: each call grants.",
        ),
    ] = None,
) -> Credit:
    """Add to an organisation's balance with one ledger entry that holds the reason. It cannot be removed."""
    return await services.actions.grant_credit(
        organization_id,
        body.amount_nanousd,
        f"grant:{idempotency_key or operator.request_id}",
        operator.audit(body.reason),
    )
