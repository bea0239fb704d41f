"""Route ``/portal/status``, which needs no session."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from functions.control_plane.catalogue.policy import read_policy
from functions.control_plane.catalogue.services import CatalogueServicesDep
from functions.control_plane.catalogue.status.schemas import ModelStatus, Status, StatusWindow
from functions.control_plane.http.openapi import public_errors
from portal.errors import PolicyUnavailable
from portal.policy import ModelPolicy, PolicySnapshot
from portal.policy.model_status import model_status, service_status
from portal.pool_health.history import ServingHistory

router = APIRouter(tags=["status"])

_NOT_MEASURED = ServingHistory()


@router.get("/portal/status", summary="Get the service status", responses=public_errors(PolicyUnavailable))
async def status(services: CatalogueServicesDep) -> Status:
    """Return how each model serves now, as the gateway decides it, with its uptime and its time to the first
    text in the last 30 minutes, 24 hours and 30 days. No session is needed.
    """
    snapshot, histories = await asyncio.gather(read_policy(services.policy), services.history.current())
    models = [
        _status_of(model, snapshot, (histories or {}).get(model.alias, _NOT_MEASURED))
        for model in snapshot.models.values()
    ]
    return Status(
        status=service_status([model.status for model in models if model.offered]),
        measured_at=None if snapshot.health is None else snapshot.health.measured_at,
        history_available=histories is not None,
        models=models,
    )


def _status_of(model: ModelPolicy, snapshot: PolicySnapshot, history: ServingHistory) -> ModelStatus:
    return ModelStatus(
        id=model.alias,
        display_name=model.display_name or model.alias,
        offered=model.state == "active",
        status=model_status(model, snapshot),
        last_30_minutes=StatusWindow.of(history.last_30_minutes),
        last_24_hours=StatusWindow.of(history.last_24_hours),
        last_30_days=StatusWindow.of(history.last_30_days),
    )
