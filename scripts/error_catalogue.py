"""The errors a customer can meet, as a list: for ``docs/errors.md`` and for the docs of the portal's site.

``python -m scripts.error_catalogue`` writes ``docs/errors.md``, so that the page cannot differ from the code;
a test holds it fresh. ``portal-web/scripts/error_tree.py`` prints the same list for the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from functions.gateway.dialects.anthropic_messages.response import AnthropicMessages
from portal import errors
from portal.errors import MethodNotAllowed, PortalError

PAGE = Path(__file__).resolve().parent.parent / "docs" / "errors.md"

_HEAD = """# Errors

Every answer that is not a success says what went wrong in the shape of its route: OpenAI's
`{"error": {message, type, param, code}}`, Anthropic's `{"type": "error", "error": {type, message,
details}}`, or the Cortensor envelope with `status: "failed"`. Every answer carries its id as
`x-request-id` and `request-id`.

After the first byte of a stream the status is 200 for good: the same error then comes as the last
event of the stream, and neither a finish reason nor a terminator follows.

`retry`: **no** goes out as `x-should-retry: false`; **after** means that `retry-after` and
`retry-after-ms` say when; empty leaves it to the client (SDKs retry 408, 409, 429 and 5xx twice).

This page is made from the error tree by `python -m scripts.error_catalogue`.

| code | status | on /v1/messages | retry | what it means |
|---|--:|---|---|---|
"""


_WAITING_HELPS = (errors.RateLimited, errors.ConcurrencyLimited, errors.PoolSaturated)


@dataclass(frozen=True, slots=True)
class Entry:
    """One error. ``retry`` is what the page says of it; client: nothing is said, the client decides."""

    code: str
    status: int
    anthropic_status: int
    retry: Literal["no", "yes", "after", "client"]
    meaning: str


def catalogue() -> list[Entry]:
    """Return every error, by status and code."""
    found = [_entry(kind) for kind in _kinds(PortalError)]
    return sorted(found, key=lambda entry: (entry.status, entry.code))


def page() -> str:
    return _HEAD + "".join(_row(entry) for entry in catalogue())


def _kinds(kind: type[PortalError]) -> Iterator[type[PortalError]]:
    """Yield the classes a customer can meet: those with a code of their own."""
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            if "code" in below.__dict__ or below is errors.InternalError:
                yield below
            yield from _kinds(below)


def _entry(kind: type[PortalError]) -> Entry:
    example = kind("", allow=()) if issubclass(kind, MethodNotAllowed) else kind("")
    told: dict[bool | None, Literal["no", "yes", "client"]] = {False: "no", True: "yes", None: "client"}
    return Entry(
        code=kind.code,
        status=kind.status,
        anthropic_status=AnthropicMessages().error_status(example),
        retry="after" if issubclass(kind, _WAITING_HELPS) else told[kind.should_retry],
        meaning=(kind.__doc__ or "").partition("\n")[0],
    )


def _row(entry: Entry) -> str:
    elsewhere = "" if entry.anthropic_status == entry.status else entry.anthropic_status
    retry = "" if entry.retry == "client" else entry.retry
    return f"| `{entry.code}` | {entry.status} | {elsewhere} | {retry} | {entry.meaning} |\n"


if __name__ == "__main__":
    PAGE.write_text(page())
