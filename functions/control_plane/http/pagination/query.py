"""Query parameters of lists in the order of making."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from functions.control_plane.http.pagination.created_order import PAGE_MAX, Asked
from functions.control_plane.http.pagination.cursor import decode_row


def asked_page(
    limit: Annotated[int, Query(ge=1, le=PAGE_MAX, description="How many to return.")] = PAGE_MAX,
    cursor: Annotated[
        str | None, Query(description="`next_cursor` of the page before; left out: the begin of the list.")
    ] = None,
) -> Asked:
    return Asked(limit, None if cursor is None else decode_row(cursor))


AskedPage = Annotated[Asked, Depends(asked_page)]
