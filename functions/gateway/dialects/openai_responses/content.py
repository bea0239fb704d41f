"""The content of input items: text, as a string or in parts of several types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_fields import LIST, STRING_OR_LIST, TEXT, AllParts

NOT_OFFERED_PARTS: Mapping[str, str] = {
    "input_image": "image input",
    "input_file": "file input",
    "input_audio": "audio input",
    "input_video": "video input",
    "computer_screenshot": "a screenshot",
}
"""Type of a part → the feature that it requests."""


class TextContentPart(TypedDict):
    type: Literal["input_text", "output_text"]
    text: str


class RefusalPart(TypedDict):
    """What a model said instead of an answer; it is text of the conversation like any other."""

    type: Literal["refusal"]
    refusal: str


_TEXT_PART, _REFUSAL_PART = "(text part)", "(refusal part)"
"""Tags in brackets, so that they can be left out of a field's path."""


def _part_kind(part: Any) -> str:
    is_refusal = isinstance(part, dict) and part.get("type") == "refusal"
    return _REFUSAL_PART if is_refusal else _TEXT_PART


_Part = Annotated[
    Annotated[TextContentPart, Tag(_TEXT_PART)] | Annotated[RefusalPart, Tag(_REFUSAL_PART)],
    Discriminator(_part_kind),
]

Content = Annotated[Annotated[str, Tag(TEXT)] | Annotated[list[_Part], *AllParts, Tag(LIST)], STRING_OR_LIST]


def content_text(content: str | list[TextContentPart | RefusalPart]) -> str:
    if isinstance(content, str):
        return content
    return "".join([part["refusal"] if part["type"] == "refusal" else part["text"] for part in content])
