"""Field types that the request schemas of several dialects share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

NOT_OFFERED = "not_offered"
"""Error type for a feature that the hosted routes do not offer."""

ModelName = Annotated[str, Field(min_length=1, max_length=256)]
MaxTokens = Annotated[int, Field(ge=1, le=2**31 - 1)]
Seed = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
Temperature = Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)]
Penalty = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False)]
UnitInterval = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
TopK = Annotated[int, Field(ge=0, le=2**31 - 1)]

TEXT, LIST = "(text)", "(list)"
"""Tags of a string and of a list, in brackets so that they can be left out of a field's path."""


def _string_or_list(value: Any) -> str:
    return LIST if type(value) is list else TEXT


STRING_OR_LIST = Discriminator(_string_or_list)

ParticipantName = Annotated[str, Field(max_length=64, pattern=r"^[^\s<|\\/>]*$")]
"""OpenAI's ``name`` of a message (docs/protocols/openai.md, "Request fields"); empty: none."""

StopString = Annotated[str, Field(max_length=1024)]
"""Every piece of a response is searched for each of them, so their length and number are bounded."""

# Validation of a list stops at its first error: a hostile body can have two million entries.
Stop = Annotated[
    Annotated[StopString, Tag(TEXT)]
    | Annotated[list[StopString], Field(max_length=4, fail_fast=True), Tag(LIST)],
    STRING_OR_LIST,
]
"""OpenAI's ``stop``."""


def stop_strings(stop: str | list[str] | None) -> tuple[str, ...]:
    """Return the stop strings without empty ones, which clients send for 'none' and which match at once."""
    if not stop:
        return ()
    return (stop,) if isinstance(stop, str) else tuple([text for text in stop if text])


def _is_unset(value: Any) -> bool:
    """Clients send null, false, 0, [] or {} for a feature that they do not use."""
    return not value


def not_offered(what: str, *, harmless: Callable[[Any], bool] = _is_unset) -> AfterValidator:
    """Return a validator that accepts only ``harmless`` values. ``what`` completes '… is not offered'."""

    def check(value: Any) -> Any:
        if not harmless(value):
            raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": what})
        return value

    return AfterValidator(check)


def one_of(*values: Any) -> Callable[[Any], bool]:
    """Return a predicate for None and ``values``, which request nothing beyond plain text."""
    return lambda value: value is None or value in values


def of_type(*types: str) -> Callable[[Any], bool]:
    """Return a predicate for objects such as ``{"type": "text"}``."""
    return lambda value: not value or (isinstance(value, dict) and value.get("type") in types)
