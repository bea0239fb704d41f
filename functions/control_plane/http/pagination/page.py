"""Pages of lists in the order of creation. Rows added between two pages neither repeat nor hide a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import TypeAdapter

from functions.control_plane.database.call import fetch_rows
from functions.control_plane.http.pagination.cursor import PagePosition, decode_uuid_cursor

PAGE_MAX = 500
"""Below PostgREST's maximum of 1,000 rows, so that one more row can be read."""

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Which page to read: ``limit`` rows after ``after``; None is the start of the list."""

    limit: int
    after: PagePosition | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """Rows of a page, and the position of the next page."""

    rows: list[RowT]
    next: PagePosition | None


def page_query(
    limit: Annotated[int, Query(ge=1, le=PAGE_MAX, description="Maximum number of items.")] = PAGE_MAX,
    cursor: Annotated[
        str | None, Query(description="`next_cursor` of the previous page. Omitted: the first page.")
    ] = None,
) -> PageQuery:
    """FastAPI dependency: return the page that the query parameters name. Raises InvalidRequest."""
    return PageQuery(limit, None if cursor is None else decode_uuid_cursor(cursor))


PageQueryDep = Annotated[PageQuery, Depends(page_query)]


async def read_page(
    query: Any,
    rows: TypeAdapter[list[RowT]],
    page: PageQuery,
    *,
    id_column: str = "id",
    newest_first: bool = True,
) -> Page[RowT]:
    """Read a page of ``query``, a PostgREST select with at least ``created_at`` and ``id_column``."""
    if page.after is not None:
        at, row_id = page.after.before, page.after.before_id
        operator = "lt" if newest_first else "gt"
        query = query.or_(
            f'created_at.{operator}."{at}",and(created_at.eq."{at}",{id_column}.{operator}.{row_id})'
        )
    query = query.order("created_at", desc=newest_first).order(id_column, desc=newest_first)
    found = await fetch_rows(query.limit(page.limit + 1))
    selected = found[: page.limit]
    last = selected[-1] if len(found) > len(selected) else None
    return Page(
        rows.validate_python(selected),
        None if last is None else PagePosition(before=last["created_at"], before_id=last[id_column]),
    )
