"""The format of an answer: ``output_config.format``, and ``output_format``, its name as a beta feature.

Anthropic's API always keeps to the schema, so an answer is always checked against it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_fields import not_offered, one_of
from functions.gateway.dialects.fields.tool_fields import SchemaObject
from portal.inference import JsonOutput


class OutputFormat(TypedDict):
    type: Literal["json_schema"]
    schema: SchemaObject


class OutputConfig(TypedDict, total=False):
    """Of a request. ``effort`` is left to the model."""

    format: OutputFormat | None


class MessageConfig(TypedDict, total=False):
    """Of a message."""

    format: Annotated[Any, not_offered("a format that changes within a conversation", harmless=one_of())]


def json_output(config: OutputConfig | None, beta_format: OutputFormat | None) -> JsonOutput | None:
    chosen = (config or {}).get("format") or beta_format
    return None if chosen is None else JsonOutput(chosen["schema"], strict=True, param="output_config.format")
