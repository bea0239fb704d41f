"""Lists in the order of making, page by page: what is added meanwhile neither repeats nor hides a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from functions.control_plane.database.call import rows_of
from functions.control_plane.usage.repository import Position

PAGE_MAX = 500
"""Below PostgREST's own bound of 1,000 rows, so that one more can be asked for."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page: so many rows at ``after`` (None: the begin), which becomes part of a filter."""

    limit: int
    after: Position | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    rows: list[Row]
    next: Position | None


async def read_page(
    query: Any,
    shape: TypeAdapter[list[Row]],
    asked: Asked,
    *,
    id_column: str = "id",
    newest_first: bool = True,
) -> Page[Row]:
    """Read a page of ``query``, which selects at least ``created_at`` and ``id_column``."""
    if asked.after is not None:
        at, row_id = asked.after.before, asked.after.before_id
        beyond = "lt" if newest_first else "gt"
        query = query.or_(
            f'created_at.{beyond}."{at}",and(created_at.eq."{at}",{id_column}.{beyond}.{row_id})'
        )
    query = query.order("created_at", desc=newest_first).order(id_column, desc=newest_first)
    found = await rows_of(query.limit(asked.limit + 1))
    page = found[: asked.limit]
    more = len(found) > len(page)
    return Page(
        shape.validate_python(page),
        Position(before=page[-1]["created_at"], before_id=page[-1][id_column]) if more else None,
    )
