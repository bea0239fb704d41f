"""``/portal/status``: for everybody, signed in or not"""

from __future__ import annotations

from fastapi import APIRouter

from functions.control_plane.catalogue.model_routes import status_of
from functions.control_plane.catalogue.status_schemas import ModelStatus, Status
from functions.control_plane.http.openapi import public_errors
from functions.control_plane.services import ServicesOf
from portal.errors import PolicyUnavailable

router = APIRouter(tags=["status"])


@router.get("/portal/status", summary="Which models serve", responses=public_errors(PolicyUnavailable))
async def status(services: ServicesOf) -> Status:
    """Whether each model serves, as the gateway decides it. No sign-in is needed."""
    snapshot = await services.policy.current()
    await services.policy.settle()
    models = [
        ModelStatus(
            id=model.alias,
            display_name=model.display_name or model.alias,
            status=status_of(model, snapshot),
        )
        for model in snapshot.models.values()
    ]
    offered = [model.status == "available" for model in models if model.status != "disabled"]
    return Status(
        status="operational" if offered and all(offered) else "degraded" if any(offered) else "down",
        models=models,
    )
