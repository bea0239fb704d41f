"""Request logs in the database, across tenants."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel

from functions.control_plane.admin.requests.schemas import RequestLogEntry
from functions.control_plane.database.call import fetch_data, fetch_rows
from functions.control_plane.http.pagination.cursor import PagePosition
from portal.errors import ResourceNotFound


class RequestLogPage(BaseModel):
    """Result of the function ``request_logs_page``."""

    logs: list[RequestLogEntry]
    next: PagePosition | None


class RequestLogRepository:
    """Reads request logs and finds the organisation of a request."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def organization_id(self, request_id: str) -> UUID:
        """Return the id of the request's organisation. Raises ResourceNotFound."""
        for table in ("usage_events", "refused_requests"):
            query = self._database.table(table).select("organization_id").eq("request_id", request_id)
            rows = await fetch_rows(query, "organization_id")
            if rows:
                return UUID(rows[0]["organization_id"])
        raise ResourceNotFound("The request does not exist.", param="request_id")

    async def find(self, request_id: str) -> RequestLogEntry | None:
        """Return the log of one request; None after the retention period."""
        page = await self._read_page({"p_request_id": request_id, "p_limit": 1})
        return page.logs[0] if page.logs else None

    async def list(
        self,
        *,
        organization_id: UUID | None,
        key_id: UUID | None,
        limit: int,
        after: PagePosition | None,
    ) -> RequestLogPage:
        """Return a page of request logs, newest first."""
        arguments: dict[str, Any] = {
            "p_organization_id": None if organization_id is None else str(organization_id),
            "p_key_id": None if key_id is None else str(key_id),
            "p_limit": limit,
        }
        if after is not None:
            arguments |= {"p_before": after.before, "p_before_id": after.before_id}
        return await self._read_page(arguments)

    async def _read_page(self, arguments: dict[str, Any]) -> RequestLogPage:
        defaults = {"p_organization_id": None, "p_key_id": None, "p_request_id": None}
        return RequestLogPage.model_validate(
            await fetch_data(self._database.rpc("request_logs_page", defaults | arguments))
        )
