"""Parses the JSON of a router, also where it cuts a character in two. Pure."""

from __future__ import annotations

import json

import orjson


def parse_json(data: bytes) -> object:
    """Return the value. Raises ValueError.

    A lone surrogate stays one, escaped or encoded; a byte that is not UTF-8 becomes U+DC80 to U+DCFF
    (``surrogateescape``). ``SplitCharacters`` joins both with the text that follows. NaN and control
    characters are tolerated.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        if data.lstrip()[:1] != b"{":
            raise
        try:
            return json.loads(_text(data), strict=False)
        except RecursionError as error:
            raise ValueError("The JSON is nested too deeply.") from error


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")
