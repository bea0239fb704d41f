"""Which values of the inputs are secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from portal.pools.environment import (
    MODEL_NAMES,
    MODEL_WIRES,
    POOLS,
    SESSION_LIMITS,
    SESSIONS,
    UNARY_MODELS,
)
from scripts.doctor.inputs import DoctorInputs

_SHOWN = frozenset({MODEL_NAMES, MODEL_WIRES, POOLS, SESSIONS, SESSION_LIMITS, UNARY_MODELS})
"""Addresses, session ids and limits, which the operator needs; whatever else stands there is secret."""


def secret_values(inputs: DoctorInputs) -> Iterator[str]:
    """Yield every secret of the inputs."""
    if inputs.access_token:
        yield inputs.access_token
    for content in inputs.secrets.values():
        for name, value in content.settings.items():
            if name in _SHOWN:
                yield from _unexpected(value)
            elif value:
                yield value


def _unexpected(text: str) -> Iterator[str]:
    try:
        document = json.loads(text)
    except ValueError:
        yield text
        return
    yield from _unexpected_in(document)


def _unexpected_in(document: object) -> Iterator[str]:
    match document:
        case dict():
            for each in document.values():
                yield from _unexpected_in(each)
        case list():
            for each in document:
                yield from _unexpected_in(each)
        case str() if not document.isdecimal() and not _is_plain_address(document):
            yield document


def _is_plain_address(text: str) -> bool:
    try:
        url = urlsplit(text)
    except ValueError:
        return False
    return url.scheme in {"http", "https"} and url.username is None and not url.query and not url.fragment
