"""Models and pools in the database."""

from __future__ import annotations

from itertools import groupby

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, Field, TypeAdapter

from functions.control_plane.admin.catalogue.pool_schemas import AdminPool, AdminRouter, AdminTarget
from functions.control_plane.admin.catalogue.schemas import AdminModel
from functions.control_plane.database.call import fetch_data
from portal.policy import PoolState


class _PoolTarget(AdminTarget):
    url: str = Field(exclude=True)
    router_id: str = Field(exclude=True)


class _Pool(BaseModel):
    name: str
    state: PoolState
    targets: list[_PoolTarget]


_MODELS = TypeAdapter(list[AdminModel])
_POOLS = TypeAdapter(list[_Pool])


class AdminCatalogueRepository:
    """Table ``router_pool_models`` and function ``pool_status``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def models(self) -> list[AdminModel]:
        """Return all models in the order of the catalogue."""
        query = (
            self._database.table("router_pool_models")
            .select("id:alias,display_name,pool,state")
            .order("position")
            .order("alias")
        )
        return _MODELS.validate_python(await fetch_data(query))

    async def pools(self) -> list[AdminPool]:
        """Return all pools by name, with their routers and targets."""
        pools = _POOLS.validate_python(await fetch_data(self._database.rpc("pool_status", {})))
        return [AdminPool(name=pool.name, state=pool.state, routers=_routers(pool.targets)) for pool in pools]


def _routers(targets: list[_PoolTarget]) -> list[AdminRouter]:
    """Group ``targets``, which are sorted by URL."""
    return [
        AdminRouter(id=router_id, url=url, targets=list(of_router))
        for (router_id, url), of_router in groupby(targets, lambda target: (target.router_id, target.url))
    ]
