"""Reading queue messages: every event checked against its annotations, faults told one by one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from portal.usage import Admitted, Settled, UsageEvent

_EVENT: TypeAdapter[UsageEvent] = TypeAdapter(Annotated[Admitted | Settled, Field(discriminator="kind")])


class _Body(BaseModel):
    events: list[Any]


class UnreadableMessage(ValueError):
    """The body is not ``{"events": [...]}``."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that is no event, as the JSON it came as, and what is wrong with it."""

    entry: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    events: list[UsageEvent]
    faults: list[Fault]


def read_message(body: bytes | str) -> Contents:
    """Return what ``body`` holds. Raises UnreadableMessage."""
    try:
        entries = _Body.model_validate_json(body).events
    except ValidationError as error:
        raise UnreadableMessage(_problems(error)) from error
    contents = Contents([], [])
    for entry in entries:
        try:
            contents.events.append(read_event(entry))
        except ValidationError as error:
            # The standard library's JSON: any number that came in goes out again.
            contents.faults.append(Fault(json.dumps(entry).encode(), _reason(entry, error)))
    return contents


def read_event(entry: Any) -> UsageEvent:
    """Return one event from its JSON value. Raises pydantic's ValidationError."""
    return _EVENT.validate_python(entry)


def _reason(entry: Any, error: ValidationError) -> str:
    name = entry.get("request_id") if isinstance(entry, dict) else None
    return f"{name or 'an event without id'}: {_problems(error)}"


def _problems(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}" for problem in error.errors()
    )
