"""Export all selected requests as one document, read page by page while it is sent."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from uuid import UUID

from functions.control_plane.usage.repository import EventFilter, EventPage, UsageRepository
from functions.control_plane.usage.schemas.events import ExportFormat, UsageEvent

PAGE_SIZE = 1_000
"""Events in memory at a time."""

MEDIA_TYPES: dict[ExportFormat, str] = {"csv": "text/csv; charset=utf-8", "json": "application/json"}

_FORMULA = re.compile(r"((?:^|[;,\t|])\s*)(?=[=+\-@])")


async def export_events(
    usage: UsageRepository, organization_id: UUID, filter_: EventFilter, format_: ExportFormat
) -> AsyncIterator[str]:
    """Read the first page and return the chunks of the document. Raises what reading the page raises.

    A later page that cannot be read truncates the document.
    """
    first = await usage.events(organization_id, filter_, limit=PAGE_SIZE)
    pages = _read_pages(usage, organization_id, filter_, first)
    return _csv_chunks(pages) if format_ == "csv" else _json_chunks(pages)


async def _read_pages(
    usage: UsageRepository, organization_id: UUID, filter_: EventFilter, first: EventPage
) -> AsyncIterator[list[UsageEvent]]:
    page = first
    yield page.events
    while page.next is not None:
        page = await usage.events(organization_id, filter_, limit=PAGE_SIZE, after=page.next)
        yield page.events


async def _csv_chunks(pages: AsyncIterator[list[UsageEvent]]) -> AsyncIterator[str]:
    columns = list(UsageEvent.model_fields)
    yield ",".join(columns) + "\r\n"
    async for events in pages:
        text = io.StringIO()
        rows = csv.DictWriter(text, columns)
        rows.writerows(
            event.model_dump(mode="json") | {"key_name": escape_formulas(event.key_name)} for event in events
        )
        yield text.getvalue()


def escape_formulas(text: str) -> str:
    """Return ``text`` with an apostrophe before what a spreadsheet would evaluate as a formula.

    Also after characters that some spreadsheets take for the end of a cell, such as a semicolon in countries
    where the comma is the decimal sign.
    """
    return _FORMULA.sub(r"\1'", text)


async def _json_chunks(pages: AsyncIterator[list[UsageEvent]]) -> AsyncIterator[str]:
    yield '{"data":['
    separator = ""
    async for events in pages:
        if events:
            yield separator + ",".join(event.model_dump_json() for event in events)
            separator = ","
    yield "]}"
