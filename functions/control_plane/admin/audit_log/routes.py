"""Route ``/portal/admin/audit-log``."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from functions.control_plane.admin.audit_log.schemas import AuditEntryList
from functions.control_plane.admin.audit_log.services import AuditLogServicesDep
from functions.control_plane.admin.parameters import PRINTABLE_TEXT, Cursor, PageSize
from functions.control_plane.auth.operator import require_operator
from functions.control_plane.http.openapi import errors
from functions.control_plane.http.pagination.cursor import decode_number_cursor, encode_number_cursor
from portal.errors import InvalidRequest, UnprocessableRequest

router = APIRouter(tags=["admin"], dependencies=[Depends(require_operator)])


@router.get(
    "/portal/admin/audit-log",
    summary="List audit entries",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def audit_log(
    *,
    services: AuditLogServicesDep,
    organization_id: Annotated[UUID | None, Query(description="Only entries of this organisation.")] = None,
    actor: Annotated[
        str | None,
        Query(max_length=100, pattern=PRINTABLE_TEXT, description="Only entries of this user or job."),
    ] = None,
    target_id: Annotated[
        str | None,
        Query(max_length=600, pattern=PRINTABLE_TEXT, description="Only entries about this resource."),
    ] = None,
    action: Annotated[
        str | None, Query(max_length=100, pattern=PRINTABLE_TEXT, description="Only this action.")
    ] = None,
    limit: PageSize = 50,
    cursor: Cursor = None,
) -> AuditEntryList:
    """List actions of operators and changes of API keys and organisations, newest first."""
    conditions = {
        "organization_id": organization_id,
        "actor": actor,
        "target_id": target_id,
        "action": action,
    }
    entries = await services.audit_log.list(
        {column: str(value) for column, value in conditions.items() if value is not None},
        limit=limit + 1,
        before=decode_number_cursor(cursor),
    )
    page = entries[:limit]
    return AuditEntryList(
        data=page, next_cursor=encode_number_cursor([entry.id for entry in page], more=len(entries) > limit)
    )
