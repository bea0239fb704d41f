"""Validates against a customer's JSON schema with bounded work.

A schema of a few lines can take hours: alternatives that lead to alternatives double the work with each
level, and a regular expression can backtrack. So every keyword that is evaluated counts, and a pattern has a
time limit. What exceeds them is a violation: the schema cannot be satisfied here.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import regex

from functions.gateway.answer_checks.references import undefined_reference
from portal.inference import JsonSchema

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

MAX_STEPS = 30_000
"""Keywords that one check may evaluate: some 300 ms. An answer of 10 KB takes a few thousand."""

_ENTRIES_PER_STEP = 16

PATTERN_SECONDS = 0.1
"""Processor time that all patterns of one check may take together."""
SEARCH_SECONDS = 0.3
"""Wall-clock time of one search, which a busy machine makes longer."""
MAX_PATTERN_CHARACTERS = 1_000
MAX_REPEATS = 10_000
"""Compiling a pattern writes its counted repeats out, which no time limit ends."""

_COUNTED = re.compile(r"\{(\d{0,9}),?(\d{0,9})\}")

MAX_MESSAGE_CHARACTERS = 200


class SchemaFault(Exception):
    """The schema is none; the text says why."""


class _BudgetExceeded(Exception):
    pass


class _Steps:
    """Counts the steps of the check that runs. Checks do not await, so one at a time does."""

    left = 0
    pattern_seconds = PATTERN_SECONDS

    @classmethod
    def start(cls) -> None:
        cls.left, cls.pattern_seconds = MAX_STEPS, PATTERN_SECONDS

    @classmethod
    def take(cls, steps: int = 1) -> None:
        cls.left -= steps
        if cls.left < 0:
            raise _BudgetExceeded


class BudgetedValidator:
    """Draft 2020-12, without formats and without references to other documents. Raises SchemaFault."""

    def __init__(self, schema: JsonSchema) -> None:
        from jsonschema.exceptions import SchemaError  # noqa: PLC0415 (30 ms of a cold start)

        _Steps.start()
        try:
            _validator_class().check_schema(dict(schema))
        except SchemaError as error:
            raise SchemaFault(_short(error.message)) from None
        except (_BudgetExceeded, RecursionError):
            raise SchemaFault("it is too complex") from None
        missing = undefined_reference(schema)
        if missing is not None:
            raise SchemaFault(_short(f"it refers to '{missing}', which it does not define"))
        self._validator: Validator = _validator_class()(dict(schema))

    def fault(self, value: Any) -> str | None:
        """Return why ``value`` does not fit, None if it does."""
        from referencing.exceptions import Unresolvable  # noqa: PLC0415 (with jsonschema)

        _Steps.start()
        try:
            error = next(iter(self._validator.iter_errors(value)), None)
        except (_BudgetExceeded, RecursionError, TimeoutError):
            return "checking it takes too long"
        except Unresolvable:
            return "the schema refers to something that it does not define"
        except regex.error:
            return "the schema has an invalid pattern"
        if error is None:
            return None
        path = ".".join(str(step) for step in error.absolute_path)
        return _short(f"{path}: {error.message}" if path else error.message)


@cache
def _validator_class() -> Any:
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415 (30 ms of a cold start)

    keywords = dict(Draft202012Validator.VALIDATORS)
    keywords |= {
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "uniqueItems": _unique_items,
    }
    return validators.extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {name: _counted(check) for name, check in keywords.items()}
    )


Keyword = Callable[[Any, Any, Any, Any], Iterator[Any] | None]


def _counted(keyword: Keyword) -> Keyword:
    def counted(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
        # A long list in the schema, such as an enum, is gone through each time.
        _Steps.take(1 + len(value) // _ENTRIES_PER_STEP if isinstance(value, list) else 1)
        yield from keyword(validator, value, instance, schema) or ()

    return counted


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415 (with jsonschema)

    if isinstance(instance, str) and not _matches(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: Any, instance: Any, _: Any) -> Iterator[Any]:
    if not isinstance(instance, dict):
        return
    for pattern, schema in patterns.items():
        for name, value in instance.items():
            _Steps.take()
            if _matches(pattern, name):
                yield from validator.descend(value, schema, path=name, schema_path=pattern)


def _unique_items(_: Any, is_unique: Any, instance: Any, __: Any) -> Iterator[Any]:
    """The library compares every two items of some lists."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415 (with jsonschema)

    if is_unique and isinstance(instance, list):
        items = {orjson.dumps(item, option=orjson.OPT_SORT_KEYS) for item in instance}
        if len(items) < len(instance):
            yield ValidationError("it has equal items")


def _matches(pattern: str, text: str) -> bool:
    """Raises TimeoutError, regex.error."""
    if _Steps.pattern_seconds <= 0 or _repeats(pattern) > MAX_REPEATS:
        raise TimeoutError
    started = time.thread_time()
    try:
        return regex.search(pattern, text, timeout=SEARCH_SECONDS) is not None
    finally:
        _Steps.pattern_seconds -= time.thread_time() - started


def _repeats(pattern: str) -> int:
    """Return how often the pattern's counted repeats multiply a part of it at most."""
    counts = [int(last or first or 1) for first, last in _COUNTED.findall(pattern[:MAX_PATTERN_CHARACTERS])]
    return math.prod(counts) if len(pattern) <= MAX_PATTERN_CHARACTERS else MAX_REPEATS + 1


def _short(message: str) -> str:
    return message if len(message) <= MAX_MESSAGE_CHARACTERS else message[: MAX_MESSAGE_CHARACTERS - 1] + "…"
