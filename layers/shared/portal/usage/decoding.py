"""Decode queue messages: each entry is validated by itself, so an invalid one does not affect the others."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from portal.usage import Admitted, Refused, Settled, UsageEvent

_EVENT: TypeAdapter[UsageEvent] = TypeAdapter(
    Annotated[Admitted | Settled | Refused, Field(discriminator="kind")]
)


class _Body(BaseModel):
    events: list[Any]


class UnreadableMessage(ValueError):
    """The body is not ``{"events": [...]}``."""


@dataclass(frozen=True, slots=True)
class InvalidEntry:
    """An entry that is not an event. ``entry`` is its JSON, ``reason`` names the request and the fields."""

    entry: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class MessageContents:
    events: list[UsageEvent]
    invalid_entries: list[InvalidEntry]


def read_message(body: bytes | str) -> MessageContents:
    """Return the events and the invalid entries of ``body``. Raises UnreadableMessage."""
    try:
        entries = _Body.model_validate_json(body).events
    except ValidationError as error:
        raise UnreadableMessage(_field_errors(error)) from error
    contents = MessageContents([], [])
    for entry in entries:
        try:
            contents.events.append(read_event(entry))
        except ValidationError as error:
            # The standard library's encoder: orjson refuses integers of more than 64 bits.
            contents.invalid_entries.append(InvalidEntry(json.dumps(entry).encode(), _reason(entry, error)))
    return contents


def read_event(entry: Any) -> UsageEvent:
    """Return the event of one decoded JSON value. Raises pydantic's ValidationError."""
    return _EVENT.validate_python(entry)


def _reason(entry: Any, error: ValidationError) -> str:
    request_id = entry.get("request_id") if isinstance(entry, dict) else None
    return f"{request_id or 'an event without id'}: {_field_errors(error)}"


def _field_errors(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}" for problem in error.errors()
    )
