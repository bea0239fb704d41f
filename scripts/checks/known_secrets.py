"""Keeps secrets out of a report: the values that are known, and what looks like one."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote, quote_plus

from portal.observability.masking import MASK, mask_secrets, one_line
from scripts.checks import CheckAnswer, CheckResult

_SETTING = re.compile(r"(\bPORTAL_[A-Z_]+\b)")
"""Names of settings, some of which look like the beginning of a secret."""

_MIN_CHARACTERS = 4
"""Shorter values are words of ordinary text."""


class KnownSecrets:
    """The values that may not occur in a report, in any spelling that an exception or an URL gives them.

    A JSON value counts with every text in it, a token with each of its parts.
    """

    def __init__(self, values: Iterable[str]) -> None:
        parts = {part for value in values for part in _parts(value) if len(part) >= _MIN_CHARACTERS}
        spelled = {spelling for part in parts for spelling in _spellings(part)}
        self._values = sorted(spelled, key=len, reverse=True)

    def mask(self, text: str) -> str:
        """Return ``text`` on one line and without secrets."""
        for value in self._values:
            text = text.replace(value, MASK)
        return one_line("".join(_mask_unless_name(part) for part in _SETTING.split(text)))

    def mask_result(self, result: CheckResult) -> CheckResult:
        answer = CheckAnswer(
            result.answer.status, self.mask(result.answer.came_back), self.mask(result.answer.advice)
        )
        return replace(result, name=self.mask(result.name), asked=self.mask(result.asked), answer=answer)


def _mask_unless_name(text: str) -> str:
    return text if _SETTING.fullmatch(text) else mask_secrets(text)


def _parts(value: str) -> Iterable[str]:
    yield value
    if value.startswith("eyJ"):
        yield from value.split(".")
    try:
        document = json.loads(value)
    except ValueError:
        return
    if isinstance(document, dict | list):
        yield from _texts(document)


def _texts(document: object) -> Iterable[str]:
    match document:
        case str():
            yield from _parts(document)
        case dict():
            for each in document.values():
                yield from _texts(each)
        case list():
            for each in document:
                yield from _texts(each)


def _spellings(secret: str) -> Iterable[str]:
    yield secret
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield json.dumps(secret)[1:-1]
    yield repr(secret)[1:-1]
    yield base64.b64encode(secret.encode()).decode().rstrip("=")
