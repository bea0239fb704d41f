"""Every request of a range as one document, however many they are: read page by page while it is sent."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from uuid import UUID

from functions.control_plane.usage.repository import EventPage, Position, Selection, Usage
from functions.control_plane.usage.schemas import ExportFormat, UsageEvent

PAGE = 1_000
"""Events in memory at a time."""

MEDIA_TYPES: dict[ExportFormat, str] = {"csv": "text/csv; charset=utf-8", "json": "application/json"}

_FORMULA = re.compile(r"((?:^|[;,\t|])\s*)(?=[=+\-@])")


async def export(
    usage: Usage, organization_id: UUID, selection: Selection, format_: ExportFormat
) -> AsyncIterator[str]:
    """Read the first page and return the document's parts. Raises what reading the page raises.

    A later page that cannot be read ends the document in the middle, without its end.
    """
    first = await usage.events(organization_id, selection, limit=PAGE)
    pages = _pages(usage, organization_id, selection, first)
    return _csv(pages) if format_ == "csv" else _json(pages)


async def _pages(
    usage: Usage, organization_id: UUID, selection: Selection, first: EventPage
) -> AsyncIterator[list[UsageEvent]]:
    page = first
    yield page.events
    while page.next is not None:
        after: Position = page.next
        page = await usage.events(organization_id, selection, limit=PAGE, after=after)
        yield page.events


async def _csv(pages: AsyncIterator[list[UsageEvent]]) -> AsyncIterator[str]:
    columns = list(UsageEvent.model_fields)
    yield ",".join(columns) + "\r\n"
    async for events in pages:
        text = io.StringIO()
        rows = csv.DictWriter(text, columns)
        rows.writerows(
            event.model_dump(mode="json") | {"key_name": _as_text(event.key_name)} for event in events
        )
        yield text.getvalue()


def _as_text(words: str) -> str:
    """Return ``words`` with an apostrophe where a spreadsheet would run them as a formula.

    Also behind what some take for the end of a cell: a semicolon, where the comma is the decimal sign.
    """
    return _FORMULA.sub(r"\1'", words)


async def _json(pages: AsyncIterator[list[UsageEvent]]) -> AsyncIterator[str]:
    yield '{"data":['
    separator = ""
    async for events in pages:
        if events:
            yield separator + ",".join(event.model_dump_json() for event in events)
            separator = ","
    yield "]}"
