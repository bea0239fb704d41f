"""Items of ``input`` (docs/protocols/openai-responses.md, "Input").

``reasoning`` items are taken and dropped, because they are no text of the conversation. A reference to an
item is refused: nothing is stored that it could name, and dropping it would lose a part of the conversation.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Required, TypeGuard

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_fields import NOT_OFFERED
from functions.gateway.dialects.openai_responses.content import Content
from functions.gateway.dialects.openai_responses.tools import LongFunctionName, NamespaceName

MAX_ITEMS = 8_192
"""Items of ``input``. A call takes three, with its reasoning and its output."""

_SHOWN_CHARACTERS = 40


class MessageItem(TypedDict, total=False):
    type: Literal["message"]
    role: Required[Literal["user", "assistant", "system", "developer"]]
    content: Required[Content]


_CallId = Annotated[str, Field(min_length=1, max_length=256)]


class FunctionCallItem(TypedDict, total=False):
    """``arguments`` pass as the model wrote them, valid JSON or not."""

    type: Required[Literal["function_call"]]
    call_id: Required[_CallId]
    name: Required[LongFunctionName]
    namespace: NamespaceName | None
    arguments: Required[str]


class FunctionOutputItem(TypedDict):
    type: Literal["function_call_output"]
    call_id: _CallId
    output: Content


class ReasoningItem(TypedDict):
    type: Literal["reasoning"]


def _not_an_item(kind: Any) -> Any:
    shown = kind[:_SHOWN_CHARACTERS] if isinstance(kind, str) else type(kind).__name__
    what = f"an item of type '{shown}'"
    if kind == "item_reference":
        what = "a reference to a stored item (send the item itself, and 'store': false)"
    raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": what})


class OtherItem(TypedDict):
    type: Annotated[Any, AfterValidator(_not_an_item)]


class ItemReference(TypedDict, total=False):
    """``type`` may be left out of a reference."""

    id: Required[Annotated[Any, AfterValidator(lambda _: _not_an_item("item_reference"))]]


_MESSAGE, _REFERENCE, _OTHER = "(message)", "(reference)", "(other item)"
_TAGS: Final = {
    "message": _MESSAGE,
    "function_call": "(call)",
    "function_call_output": "(output)",
    "reasoning": "(reasoning)",
}
"""Type of an item → its tag, in brackets so that it can be left out of a field's path."""


def _item_kind(item: Any) -> str:
    if not isinstance(item, dict):
        return _MESSAGE
    kind = item.get("type")
    if kind is None:
        return _REFERENCE if "id" in item and "role" not in item else _MESSAGE
    return _TAGS.get(kind, _OTHER) if isinstance(kind, str) else _OTHER


Item = Annotated[
    Annotated[MessageItem, Tag(_MESSAGE)]
    | Annotated[FunctionCallItem, Tag("(call)")]
    | Annotated[FunctionOutputItem, Tag("(output)")]
    | Annotated[ReasoningItem, Tag("(reasoning)")]
    | Annotated[ItemReference, Tag(_REFERENCE)]
    | Annotated[OtherItem, Tag(_OTHER)],
    Discriminator(_item_kind),
]

Items = Annotated[list[Item], Field(min_length=1, max_length=MAX_ITEMS, fail_fast=True)]


def is_message(item: Item) -> TypeGuard[MessageItem]:
    return item.get("type", "message") == "message"


def is_call(item: Item) -> TypeGuard[FunctionCallItem]:
    return item.get("type") == "function_call"


def is_output(item: Item) -> TypeGuard[FunctionOutputItem]:
    return item.get("type") == "function_call_output"
