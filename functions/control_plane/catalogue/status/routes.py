"""Route ``/portal/status``, which needs no session."""

from __future__ import annotations

from fastapi import APIRouter

from functions.control_plane.catalogue.policy import read_policy
from functions.control_plane.catalogue.services import CatalogueServicesDep
from functions.control_plane.catalogue.serving_status import serving_status
from functions.control_plane.catalogue.status.schemas import ModelStatus, Status
from functions.control_plane.http.openapi import public_errors
from portal.errors import PolicyUnavailable

router = APIRouter(tags=["status"])


@router.get("/portal/status", summary="Get the service status", responses=public_errors(PolicyUnavailable))
async def status(services: CatalogueServicesDep) -> Status:
    """Return whether each model serves, as the gateway decides it. No session is needed."""
    snapshot = await read_policy(services.policy)
    models = [
        ModelStatus(
            id=model.alias,
            display_name=model.display_name or model.alias,
            status=serving_status(model, snapshot),
        )
        for model in snapshot.models.values()
    ]
    serving = [model.status == "available" for model in models if model.status != "disabled"]
    return Status(
        status="operational" if serving and all(serving) else "degraded" if any(serving) else "down",
        models=models,
    )
