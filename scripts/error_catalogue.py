"""Lists every error that a customer can receive, for ``docs/errors.md`` and for the portal site's docs.

``python -m scripts.error_catalogue`` writes ``docs/errors.md``; a test fails when the page is out of date.
``portal-web/scripts/error_tree.py`` prints the same list for the site.
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

Every response that is not a success describes its error in the format of its route: OpenAI's
`{"error": {message, type, param, code}}`, Anthropic's `{"type": "error", "error": {type, message,
details}}`, or the Cortensor envelope with `status: "failed"`. Every response carries its id as
`x-request-id` and `request-id`.

The id of a request finds it in the portal's usage page and at `GET /portal/usage-events/{request_id}`, some
seconds later:

- An admitted request is found for ever, however it ended.
- A refused request whose API key is known is found for 30 days: as *refused*, with status, code and
  parameter. That is so for the first 100 refusals of a key in an hour (UTC). All refusals are counted by
  code.
- Not recorded are refusals without a key, with an unknown one, or with one that could not be checked (503);
  and answers that run no model: `GET /v1/models`, `count_tokens`, and a replayed response, whose
  `original-request-id` is found.

A known key is one of your organisation's, also if it is disabled or expired. A revoked key is known until
the key service has deleted it, and after that wherever it had been in use. A refused request costs nothing
and counts towards no limit.

Some responses come from the front door and reach no function: one body of both formats (`{"type": "error",
"error": {type, message, param, code, details}, "request_id"}`), on every route. `service_busy` (429) and
`rate_limit_exceeded` (429) when the API, your address or your credential sends too much, with `retry-after`;
`service_unavailable` (503, `retry-after: 1`) when no capacity is free; `request_too_large` (413) and
`deadline_exceeded` (504). They are not recorded.

Once a stream has sent its first byte, its status is 200. A later error is the last event of the stream;
neither a finish reason nor a terminator follows it.

On `/v1/responses` a saturated pool has the code `server_is_overloaded`, and an error after the first byte is
the event `response.failed`, with the codes that its clients read
([protocols/openai-responses](protocols/openai-responses.md#errors)).

`retry`: **no** is sent as `x-should-retry: false`; **after** means that `retry-after` and
`retry-after-ms` say how long to wait; an empty field leaves the decision to the client (SDKs retry 408,
409, 429 and 5xx twice).

This page is generated from the error tree by `python -m scripts.error_catalogue`.

| code | status | on /v1/messages | retry | meaning |
|---|--:|---|---|---|
"""

_RETRY_AFTER = (errors.RateLimited, errors.ConcurrencyLimited, errors.PoolSaturated)

Retry = Literal["no", "yes", "after", "client"]

_RETRY: dict[bool | None, Retry] = {False: "no", True: "yes", None: "client"}


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One error. ``retry`` is what the response says about retrying; ``client``: the client decides."""

    code: str
    status: int
    anthropic_status: int
    retry: Retry
    meaning: str


def catalogue() -> list[CatalogueEntry]:
    """Return every error, sorted by status and code."""
    entries = [_entry(error) for error in _error_classes(PortalError)]
    return sorted(entries, key=lambda entry: (entry.status, entry.code))


def page() -> str:
    """Return the text of ``docs/errors.md``."""
    return _HEAD + "".join(_row(entry) for entry in catalogue())


def _error_classes(parent: type[PortalError]) -> Iterator[type[PortalError]]:
    """Yield the classes that customers can receive: those with a code of their own."""
    for error in parent.__subclasses__():
        if error.__module__.startswith(f"{errors.__name__}."):
            if "code" in error.__dict__ or error is errors.InternalError:
                yield error
            yield from _error_classes(error)


def _entry(error: type[PortalError]) -> CatalogueEntry:
    example = error("", allow=()) if issubclass(error, MethodNotAllowed) else error("")
    return CatalogueEntry(
        code=error.code,
        status=error.status,
        anthropic_status=AnthropicMessages().error_status(example),
        retry="after" if issubclass(error, _RETRY_AFTER) else _RETRY[error.should_retry],
        meaning=(error.__doc__ or "").partition("\n")[0],
    )


def _row(entry: CatalogueEntry) -> str:
    anthropic = "" if entry.anthropic_status == entry.status else entry.anthropic_status
    retry = "" if entry.retry == "client" else entry.retry
    return f"| `{entry.code}` | {entry.status} | {anthropic} | {retry} | {entry.meaning} |\n"


if __name__ == "__main__":
    PAGE.write_text(page())
