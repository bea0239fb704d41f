"""Routes ``/portal/admin/models`` and ``/portal/admin/pools``."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from functions.control_plane.admin.catalogue.pool_schemas import AdminPoolList
from functions.control_plane.admin.catalogue.schemas import AdminModelList
from functions.control_plane.admin.catalogue.services import AdminCatalogueServicesDep
from functions.control_plane.auth.operator import require_operator
from functions.control_plane.http.openapi import errors

router = APIRouter(tags=["admin"], dependencies=[Depends(require_operator)])


@router.get("/portal/admin/models", summary="List models and their states", responses=errors())
async def admin_models(services: AdminCatalogueServicesDep) -> AdminModelList:
    """List all models with the pool that serves each."""
    return AdminModelList(data=await services.catalogue.models())


@router.get("/portal/admin/pools", summary="List pools, routers and targets", responses=errors())
async def admin_pools(services: AdminCatalogueServicesDep) -> AdminPoolList:
    """List all pools with their routers and targets: what is configured, what operators have set, how each
    has served, its health now, and the leases of its session. What cannot be read right now is null.
    """
    return await services.pools.read()
