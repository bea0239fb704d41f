"""Search in the database."""

from __future__ import annotations

from postgrest import AsyncPostgrestClient

from functions.control_plane.admin.search.schemas import SearchResults
from functions.control_plane.database.call import fetch_data


class SearchRepository:
    """Function ``search_platform``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def search(self, query: str) -> SearchResults:
        """Return what matches ``query``."""
        return SearchResults.model_validate(
            await fetch_data(self._database.rpc("search_platform", {"p_query": query}))
        )
