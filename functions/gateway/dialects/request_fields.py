"""What the request shapes of all dialects are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

NOT_OFFERED = "not_offered"
"""Error type of a request for something the hosted routes do not have."""

ModelName = Annotated[str, Field(min_length=1, max_length=256)]
MaxTokens = Annotated[int, Field(ge=1, le=2**31 - 1)]
Seed = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
Temperature = Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)]
Penalty = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
TopK = Annotated[int, Field(ge=0, le=2**31 - 1)]

TEXT, LIST = "(text)", "(list)"
"""Tags of a string or a list; bracketed so that a path never shows them."""


def _string_or_list(value: Any) -> str:
    return LIST if type(value) is list else TEXT


STRING_OR_LIST = Discriminator(_string_or_list)

StopString = Annotated[str, Field(max_length=1024)]
"""Every piece of an answer is searched for each of them, so their length and number are bounded."""

# Lists stop at their first fault: a hostile body could hold two million.
Stop = Annotated[
    Annotated[StopString, Tag(TEXT)]
    | Annotated[list[StopString], Field(max_length=4, fail_fast=True), Tag(LIST)],
    STRING_OR_LIST,
]
"""OpenAI's ``stop``."""


def stop_strings(stop: str | list[str] | None) -> tuple[str, ...]:
    """Empty strings are dropped: clients send them for 'none', and they would match at once."""
    if not stop:
        return ()
    return (stop,) if isinstance(stop, str) else tuple([text for text in stop if text])


def _is_unset(value: Any) -> bool:
    """Clients send what they do not want as null, false, 0, an empty list or an empty object."""
    return not value


def not_offered(what: str, *, harmless: Callable[[Any], bool] = _is_unset) -> AfterValidator:
    """Return a validator that lets only ``harmless`` values pass. ``what`` completes '… is not offered'."""

    def check(value: Any) -> Any:
        if not harmless(value):
            raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": what})
        return value

    return AfterValidator(check)


def one_of(*values: Any) -> Callable[[Any], bool]:
    """Return a test for values that ask for nothing beyond plain text."""
    return lambda value: value is None or value in values


def of_type(*types: str) -> Callable[[Any], bool]:
    """Return a test for objects like ``{"type": "text"}``."""
    return lambda value: not value or (isinstance(value, dict) and value.get("type") in types)
