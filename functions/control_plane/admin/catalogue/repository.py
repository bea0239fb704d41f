"""Models and pools in the database."""

from __future__ import annotations

from postgrest import AsyncPostgrestClient
from pydantic import TypeAdapter

from functions.control_plane.admin.catalogue.schemas import AdminModel, AdminPool
from functions.control_plane.database.call import fetch_data, fetch_rows

_MODELS = TypeAdapter(list[AdminModel])
_POOLS = TypeAdapter(list[AdminPool])


class AdminCatalogueRepository:
    """Tables ``router_pool_models``, ``router_pools`` and ``router_targets``."""

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
        """Return all pools by name, with the targets whose state was set."""
        query = (
            self._database.table("router_pools").select("name,state,router_targets(url,state)").order("name")
        )
        rows = await fetch_rows(query, "router_targets")
        return _POOLS.validate_python([row | {"targets": row["router_targets"]} for row in rows])
