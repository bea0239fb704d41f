"""Parsing a body: from bytes to a validated schema. No value is coerced, and unknown fields are dropped.

Schemas are ``TypedDict``s: absent fields cost nothing, so parsing takes half the time of a pydantic model.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from functions.gateway.dialects.fields.json_values import MAX_VALUES, has_too_many_values
from functions.gateway.dialects.fields.request_fields import PARTS_READ
from functions.gateway.dialects.fields.validation_errors import NotOfferedValues, explain
from portal.errors import InvalidRequest

T = TypeVar("T")


class BodyReader(Generic[T]):
    def __init__(self, schema: type[T], not_offered_values: NotOfferedValues) -> None:
        self._adapter = TypeAdapter(schema)
        self._not_offered_values = not_offered_values

    def read(self, body: bytes) -> T:
        """Raises MalformedBody, UnsupportedFeature, or InvalidRequest that names the field."""
        if has_too_many_values(body):
            raise InvalidRequest(f"The body has more than {MAX_VALUES:,} JSON values.")
        try:
            return self._adapter.validate_json(body, strict=True, context={PARTS_READ: 0})
        except ValidationError as failure:
            raise explain(failure, self._not_offered_values) from None
