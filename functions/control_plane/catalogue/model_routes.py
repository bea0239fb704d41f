"""``/portal/models``"""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.catalogue.model_schemas import Model, ModelList
from functions.control_plane.catalogue.status_schemas import ServingStatus
from functions.control_plane.http.openapi import errors
from functions.control_plane.services import ServicesOf
from portal.errors import PolicyUnavailable
from portal.policy import ModelPolicy, PolicySnapshot

router = APIRouter(tags=["models"])


@router.get("/portal/models", summary="List models", responses=errors(PolicyUnavailable))
async def list_models(caller: SignedIn, services: ServicesOf) -> ModelList:
    """The catalogue: what each model is, whether it serves, and whether the organisation may use it."""
    snapshot, standing = await asyncio.gather(
        services.policy.current(), services.usage.standing(caller.organization_id)
    )
    # A refresh still under way would be frozen with the environment, and fail when it wakes.
    await services.policy.settle()
    allowed = snapshot.organization_models.get(str(caller.organization_id))
    if allowed is None:
        allowed = snapshot.plan_models.get(standing.plan)
    return ModelList(
        data=[
            Model(
                id=model.alias,
                display_name=model.display_name or model.alias,
                description=model.description,
                context_tokens=model.context_tokens,
                status=status_of(model, snapshot),
                included=allowed is None or model.alias in allowed,
                created_at=model.created_at,
            )
            for model in snapshot.models.values()
        ]
    )


def status_of(model: ModelPolicy, snapshot: PolicySnapshot) -> ServingStatus:
    if model.state == "disabled":
        return "disabled"
    pool = snapshot.pools.get(model.pool)
    return "available" if pool is None or pool.state == "active" else "unavailable"
