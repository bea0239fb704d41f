"""A setting whose value is JSON, and error messages that name the variable and the position in it.

Messages never quote a value, nor a name that is not known: settings contain secrets, and a secret can be
written on the wrong side of the colon.

Not pydantic: its JSON parser takes the last of two equal names, and its errors locate a value by the names
around it, known or not.
"""

from __future__ import annotations

import json
from typing import NoReturn


class ConfigurationError(ValueError):
    """A setting is malformed. The message names the variable and the position in it."""


class JsonSetting:
    """The value of one environment variable; an empty one counts as not set. Raises ConfigurationError."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        try:
            self.value: object = json.loads(text, object_pairs_hook=self._object) if text.strip() else None
        except json.JSONDecodeError as error:
            raise ConfigurationError(
                f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
            ) from None

    def mapping(self) -> dict[str, object]:
        """Return the value, which must be an object; empty if the variable is not set."""
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            self.reject("", f"expected an object, found {json_type(self.value)}")
        return self.value

    def reject(self, path: str, reason: str) -> NoReturn:
        """Raise ConfigurationError for the value at ``path``; an empty path is the whole value."""
        at = f" at {path}" if path else ""
        raise ConfigurationError(f"{self.name}{at}: {reason}.")

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        result: dict[str, object] = {}
        for number, (name, value) in enumerate(pairs, start=1):
            if name in result:
                self.reject(f"entry {number}", "duplicate name")
            result[name] = value
        return result


def json_type(value: object) -> str:
    """Return the name of the JSON type of ``value``, with its article."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"
