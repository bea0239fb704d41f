"""Error messages for invalid bodies, which name the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from functions.gateway.dialects.fields.request_fields import NOT_OFFERED, TEXT
from portal.errors import InvalidRequest, MalformedBody, UnsupportedFeature

NotOfferedValues = Mapping[str, Mapping[str, str]]
"""Field → value → the feature that the value requests: ``{"type": {"image": "image input"}}``."""

_KINDS = {
    "string": "a string",
    "int": "an integer",
    "float": "a number",
    "bool": "true or false",
    "list": "an array",
    "dict": "an object",
}
_PROBLEMS = {
    "missing": "is required",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "too_short": "must not be empty",
    "too_long": "takes at most {max_length} entries",
    "string_too_short": "must not be an empty string",
    "string_too_long": "takes at most {max_length} characters",
    "string_pattern_mismatch": "must match {pattern}",
    "literal_error": "must be {expected}, not {got}",
    "finite_number": "must be a finite number",
}
_SHOWN_CHARACTERS = 40


def explain(failure: ValidationError, not_offered_values: NotOfferedValues) -> InvalidRequest:
    """Return the most useful of all errors: an unsupported feature before any other fault."""
    faults = failure.errors(include_url=False)
    if faults[0]["type"] == "json_invalid":
        return _malformed(faults[0])
    # The shortest path first: 'tools' explains more than the role of a tool message that follows from it.
    for fault in sorted(faults, key=lambda fault: len(fault["loc"])):
        what = _not_offered(fault, not_offered_values)
        if what is not None:
            param = path(fault["loc"])
            return UnsupportedFeature(f"'{param}' is not supported here: {what} is not offered.", param=param)
    fault = faults[0]
    param = path(fault["loc"])
    if not param:
        return InvalidRequest(f"The body must be a JSON object, not {_kind_of(fault['input'])}.")
    return InvalidRequest(f"'{param}' {_problem(fault)}.", param=param)


def path(location: tuple[int | str, ...]) -> str:
    """Return ``messages.0.content``."""
    return ".".join(str(step) for step in location if not (isinstance(step, str) and step.startswith("(")))


def _malformed(fault: ErrorDetails) -> MalformedBody:
    if not fault["input"]:
        return MalformedBody("The body is empty. Send a JSON object.")
    return MalformedBody(f"The body is not valid JSON: {fault['ctx']['error']}.")


def _not_offered(fault: ErrorDetails, values: NotOfferedValues) -> str | None:
    if fault["type"] == NOT_OFFERED:
        return str(fault["ctx"]["what"])
    field, value = fault["loc"][-1] if fault["loc"] else "", fault["input"]
    if fault["type"] == "literal_error" and isinstance(field, str) and isinstance(value, str):
        return values.get(field, {}).get(value)
    return None


def _problem(fault: ErrorDetails) -> str:
    """Return the part of the message after the field's name."""
    kind, got = fault["type"], _kind_of(fault["input"])
    if kind == "string_type" and fault["loc"][-1] == TEXT:
        return f"must be a string or an array, not {got}"
    expected = _KINDS.get(kind.removesuffix("_type")) if kind.endswith("_type") else None
    if expected is not None:
        return f"must be {expected}, not {got}"
    template = _PROBLEMS.get(kind)
    if template is None:
        return f"is not valid: {fault['msg']}"
    bounds = {name: _plain(value) for name, value in fault.get("ctx", {}).items()}
    return template.format(**bounds, got=_shown(fault["input"]))


def _plain(bound: Any) -> Any:
    return int(bound) if isinstance(bound, float) and bound.is_integer() else bound


def _kind_of(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)[:_SHOWN_CHARACTERS]
        case str():
            return "a string"
        case list():
            return "an array"
        case _:
            return "an object"


def _shown(value: Any) -> str:
    """Return a value as the customer wrote it, shortened, so that an error does not repeat the prompt."""
    if not isinstance(value, str):
        return _kind_of(value)
    return f"'{value}'" if len(value) <= _SHOWN_CHARACTERS else f"'{value[:_SHOWN_CHARACTERS]}…'"
