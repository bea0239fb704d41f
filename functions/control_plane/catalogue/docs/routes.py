"""Route ``/portal/docs``, which needs no session."""

from __future__ import annotations

from fastapi import APIRouter

from functions.control_plane.catalogue.docs.schemas import Docs
from functions.control_plane.catalogue.docs.snippets import KEY_PLACEHOLDER, build_snippets
from functions.control_plane.catalogue.policy import read_policy
from functions.control_plane.catalogue.services import CatalogueServicesDep
from functions.control_plane.catalogue.serving_status import serving_status
from functions.control_plane.http.openapi import public_errors
from portal.errors import PolicyUnavailable

router = APIRouter(tags=["docs"])


@router.get("/portal/docs", summary="Get example calls", responses=public_errors(PolicyUnavailable))
async def docs(services: CatalogueServicesDep) -> Docs:
    """Return example calls of the hosted API with a model that serves. No session is needed."""
    snapshot = await read_policy(services.policy)
    offered = [model for model in snapshot.models.values() if model.state == "active"]
    serving = [model for model in offered if serving_status(model, snapshot) == "available"]
    model = next((model.alias for model in (*serving, *offered)), "default")
    return Docs(
        key_placeholder=KEY_PLACEHOLDER,
        model=model,
        models=[model.alias for model in offered],
        capabilities={model.alias: sorted(services.features.get(model.alias, ())) for model in offered},
        snippets=build_snippets(model),
    )
