"""What a response repeats of its request: ``InferenceRequest.echo`` of this dialect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from functions.gateway.dialects.openai_responses.names import FullName

_FIELDS, _NAMES = "fields", "names"

NOT_REPEATED: Final[Mapping[str, Any]] = {
    "background": False,
    "frequency_penalty": 0.0,
    "instructions": None,
    "max_output_tokens": None,
    "max_tool_calls": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "presence_penalty": 0.0,
    "previous_response_id": None,
    "prompt_cache_key": None,
    "reasoning": {"effort": None, "summary": None},
    "safety_identifier": None,
    "service_tier": "default",
    "store": False,
    "temperature": 1.0,
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "tools": [],
    "top_logprobs": 0,
    "top_p": 1.0,
    "truncation": "disabled",
    "user": None,
}
"""The fields of a response to a request that has none of them: the API's defaults, all of them required by
Open Responses (docs/protocols/openai-responses.md, "Response")."""


def make_echo(fields: Mapping[str, Any], names: Mapping[str, FullName]) -> dict[str, Any]:
    """``fields`` are those that the request has; ``names`` the functions by names that are not their own."""
    return {_FIELDS: fields, _NAMES: names}


def repeated_fields(echo: Mapping[str, Any]) -> dict[str, Any]:
    return {**NOT_REPEATED, **echo.get(_FIELDS, {})}


def full_name(echo: Mapping[str, Any], offered: str) -> FullName:
    """Return the function that the model called as ``offered``."""
    full: FullName | None = echo.get(_NAMES, {}).get(offered)
    return FullName(None, offered) if full is None else full
