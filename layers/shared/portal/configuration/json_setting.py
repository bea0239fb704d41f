"""A setting that holds JSON, and the sentence that says where it is wrong.

Sentences never quote a value, nor a name that is not known: settings carry secrets, and people put them
on the wrong side of the colon.
"""

from __future__ import annotations

import json
from typing import NoReturn


class ConfigurationError(ValueError):
    """A setting is malformed. The sentence names the variable and the position in it."""


class JsonSetting:
    """The value of one environment variable; empty counts as absent."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        try:
            self.value: object = json.loads(text, object_pairs_hook=self._mapping) if text.strip() else None
        except json.JSONDecodeError as error:
            raise ConfigurationError(
                f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
            ) from None

    def mapping(self) -> dict[str, object]:
        """Return the object it holds, empty where the variable is not set."""
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            self.refuse("", f"expected an object, found {kind(self.value)}")
        return self.value

    def refuse(self, path: str, why: str) -> NoReturn:
        at = f" at {path}" if path else ""
        raise ConfigurationError(f"{self.name}{at}: {why}.")

    def _mapping(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for number, (name, value) in enumerate(pairs, start=1):
            if name in mapping:
                self.refuse(f"entry {number}", "the same name stands before")
            mapping[name] = value
        return mapping


def kind(value: object) -> str:
    """Return what JSON calls the type of ``value``."""
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
