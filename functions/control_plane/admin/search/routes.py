"""Route ``/portal/admin/find``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from functions.control_plane.admin.parameters import PRINTABLE_TEXT
from functions.control_plane.admin.search.schemas import SearchResults
from functions.control_plane.admin.search.services import SearchServicesDep
from functions.control_plane.auth.operator import require_operator
from functions.control_plane.http.openapi import errors
from portal.errors import UnprocessableRequest

router = APIRouter(tags=["admin"], dependencies=[Depends(require_operator)])


@router.get("/portal/admin/find", summary="Search", responses=errors(UnprocessableRequest))
async def find(
    services: SearchServicesDep,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=254,
            pattern=PRINTABLE_TEXT,
            description="An id, an e-mail address, the start of an organisation's name, or the first "
            "characters of an API key (never the whole key: only eight are compared).",
            examples=["ada@example.com"],
        ),
    ],
) -> SearchResults:
    """Find users, organisations, API keys and requests, at most 20 of each."""
    return await services.search.search(q.strip())
