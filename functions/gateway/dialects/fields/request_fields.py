"""Field types that the request schemas of several dialects share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, ValidationInfo
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from portal.errors import InvalidRequest

NOT_OFFERED = "not_offered"
"""Error type for a feature that the hosted routes do not offer."""


def _integral(value: Any) -> Any:
    """JSON has one kind of number, and some clients write 5 as ``5.0``."""
    return int(value) if type(value) is float and value.is_integer() else value


Integer = Annotated[int, BeforeValidator(_integral)]
"""An integer, written with or without a fraction of zero."""

ModelName = Annotated[str, Field(min_length=1, max_length=256)]
MaxTokens = Annotated[Integer, Field(ge=1, le=2**31 - 1)]
Seed = Annotated[Integer, Field(ge=-(2**63), le=2**63 - 1)]
Temperature = Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)]
Penalty = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False)]
UnitInterval = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
TopK = Annotated[Integer, Field(ge=0, le=2**31 - 1)]

TEXT, LIST, OBJECT = "(text)", "(list)", "(object)"
"""Tags of a string, a list and an object, in brackets so that they can be left out of a field's path."""


def _string_or_list(value: Any) -> str:
    return LIST if type(value) is list else TEXT


STRING_OR_LIST = Discriminator(_string_or_list)


def _string_or_object(value: Any) -> str:
    return TEXT if type(value) is str else OBJECT


STRING_OR_OBJECT = Discriminator(_string_or_object)

MAX_MESSAGES = 4_096
"""Messages of a conversation. Parsing as many holds the event loop for about 20 ms."""

MAX_PARTS = 8_192
"""Text parts of all messages of a request."""

PARTS_READ = "parts read"
"""Context of a validation: the number of parts in the lists that were validated so far."""


def _within_all_parts(parts: list[Any], info: ValidationInfo) -> list[Any]:
    context: dict[str, int] = info.context or {}
    context[PARTS_READ] += len(parts)
    if context[PARTS_READ] > MAX_PARTS:
        raise PydanticCustomError(
            "too_many_parts", "the messages have more than {most} parts", {"most": f"{MAX_PARTS:,}"}
        )
    return parts


# Validation of a list stops at its first error: a hostile body can have two million entries.
AllParts = (Field(max_length=MAX_PARTS, fail_fast=True), AfterValidator(_within_all_parts))
"""Bounds of a list of parts: by itself, and together with those before it in the request."""

ParticipantName = Annotated[str, Field(max_length=64, pattern=r"^[^\s<|\\/>]*$")]
"""OpenAI's ``name`` of a message (docs/protocols/openai.md, "Request fields"); empty: none."""

StopString = Annotated[str, Field(max_length=1024)]
"""Every piece of a response is searched for each of them, so their length and number are bounded."""

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


class StreamOptions(TypedDict, total=False):
    """OpenAI's ``stream_options``."""

    include_usage: bool | None


def includes_usage(options: StreamOptions | None, *, stream: bool) -> bool:
    """Raises InvalidRequest for options of a request that does not stream, as OpenAI's API does."""
    if options is None:
        return False
    if not stream:
        raise InvalidRequest("'stream_options' is only allowed with 'stream': true.", param="stream_options")
    return bool(options.get("include_usage"))


def _is_unset(value: Any) -> bool:
    """Clients send null, false, 0, [] or {} for a feature that they do not use."""
    return not value


OrUnset = BeforeValidator(lambda value: value or None)
"""Reads all that clients send for a feature that they do not use as None."""


def not_offered(what: str, *, harmless: Callable[[Any], bool] = _is_unset) -> AfterValidator:
    """Return a validator that accepts only ``harmless`` values. ``what`` completes '… is not offered'."""

    def check(value: Any) -> Any:
        if not harmless(value):
            raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": what})
        return value

    return AfterValidator(check)


def not_offered_unless(what: str, switch: str, *, is_off: Callable[[Any], bool]) -> AfterValidator:
    """Return a validator that accepts any value beside a field ``switch`` that turns the feature off.

    ``switch`` must stand before this field in the schema.
    """

    def check(value: Any, info: ValidationInfo) -> Any:
        if value and not (info.data.get(switch) is not None and is_off(info.data[switch])):
            raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": what})
        return value

    return AfterValidator(check)


def one_of(*values: Any) -> Callable[[Any], bool]:
    """Return a predicate for None and ``values``, which request nothing beyond plain text."""
    return lambda value: value is None or value in values


def of_type(*types: str) -> Callable[[Any], bool]:
    """Return a predicate for objects such as ``{"type": "text"}``."""
    return lambda value: not value or (isinstance(value, dict) and value.get("type") in types)
