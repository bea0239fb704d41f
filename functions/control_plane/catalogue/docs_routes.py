"""``/portal/docs``: for everybody, signed in or not"""

from __future__ import annotations

from fastapi import APIRouter

from functions.control_plane.catalogue.docs_schemas import Docs
from functions.control_plane.catalogue.model_routes import status_of
from functions.control_plane.catalogue.snippets import KEY, snippets
from functions.control_plane.http.openapi import public_errors
from functions.control_plane.services import ServicesOf
from portal.errors import PolicyUnavailable

router = APIRouter(tags=["docs"])


@router.get("/portal/docs", summary="Example calls", responses=public_errors(PolicyUnavailable))
async def docs(services: ServicesOf) -> Docs:
    """Example calls of the hosted API, with a model that serves. No sign-in is needed."""
    snapshot = await services.policy.current()
    await services.policy.settle()
    offered = [model for model in snapshot.models.values() if model.state == "active"]
    serving = [model for model in offered if status_of(model, snapshot) == "available"]
    model = next((model.alias for model in (*serving, *offered)), "default")
    return Docs(
        key_placeholder=KEY,
        model=model,
        models=[model.alias for model in offered],
        snippets=snippets(model),
    )
