"""Route ``/portal/models``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.catalogue.models.schemas import Model, ModelList
from functions.control_plane.catalogue.policy import read_policy
from functions.control_plane.catalogue.services import CatalogueServicesDep
from functions.control_plane.catalogue.serving_status import serving_status
from functions.control_plane.http.openapi import errors
from portal.errors import PolicyUnavailable

router = APIRouter(tags=["models"])


@router.get("/portal/models", summary="List models", responses=errors(PolicyUnavailable))
async def list_models(caller: SignedIn, services: CatalogueServicesDep) -> ModelList:
    """List all models, whether each serves, and whether the organisation may use it."""
    snapshot, allowance = await asyncio.gather(
        read_policy(services.policy), services.usage.plan_allowance(caller.organization_id)
    )
    included = snapshot.organization_models.get(str(caller.organization_id))
    if included is None:
        plan = snapshot.plans.get(allowance.plan)
        included = None if plan is None else plan.models
    return ModelList(
        data=[
            Model(
                id=model.alias,
                display_name=model.display_name or model.alias,
                description=model.description,
                context_tokens=model.context_tokens,
                status=serving_status(model, snapshot),
                included=included is None or model.alias in included,
                created_at=model.created_at,
                capabilities=sorted(services.features.get(model.alias, ())),
            )
            for model in snapshot.models.values()
        ]
    )
