"""Content blocks that the messages of a request may hold.

The keys that are left out here are tolerated: ``cache_control`` of any block, ``caller`` of a call,
``signature`` of a thought.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Required

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.anthropic_messages.tools import ToolName
from functions.gateway.dialects.fields.request_fields import LIST, STRING_OR_LIST, TEXT, AllParts

_SERVER_TOOLS = "a tool that its vendor runs"
_CODE = "code execution"

NOT_OFFERED_BLOCKS = {
    "image": "image input",
    "document": "document input",
    "search_result": "search results",
    "server_tool_use": _SERVER_TOOLS,
    "mcp_tool_use": _SERVER_TOOLS,
    "mcp_tool_result": _SERVER_TOOLS,
    "tool_search_tool_result": _SERVER_TOOLS,
    "web_search_tool_result": "web search",
    "web_fetch_tool_result": "web fetch",
    "code_execution_tool_result": _CODE,
    "bash_code_execution_tool_result": _CODE,
    "text_editor_code_execution_tool_result": _CODE,
    "container_upload": "container upload",
}
"""``type`` of a block → the feature that it uses."""


class TextBlock(TypedDict, total=False):
    type: Required[Literal["text"]]
    text: Required[str]
    citations: list[Any] | None


class ThinkingBlock(TypedDict):
    type: Literal["thinking", "redacted_thinking"]


BlockId = Annotated[str, Field(min_length=1)]


class ToolUseBlock(TypedDict):
    type: Literal["tool_use"]
    id: BlockId
    name: ToolName
    input: dict[str, Any]


class ReferenceBlock(TypedDict):
    """A tool that a search by the client has found. The request holds the tool itself."""

    type: Literal["tool_reference"]
    tool_name: ToolName


_TEXT_BLOCK, _THINKING_BLOCK, _CALL_BLOCK, _RESULT_BLOCK, _REFERENCE_BLOCK = (
    "(text block)",
    "(thinking block)",
    "(call block)",
    "(result block)",
    "(reference block)",
)
"""Tags in brackets, so that they can be left out of a field's path."""
_KINDS = {
    "thinking": _THINKING_BLOCK,
    "redacted_thinking": _THINKING_BLOCK,
    "tool_use": _CALL_BLOCK,
    "tool_result": _RESULT_BLOCK,
}


def _kind_of(block: Any) -> Any:
    return block.get("type") if isinstance(block, dict) else None


def _block_kind(block: Any) -> str:
    kind = _kind_of(block)
    return _KINDS.get(kind, _TEXT_BLOCK) if isinstance(kind, str) else _TEXT_BLOCK


def _result_block_kind(block: Any) -> str:
    return _REFERENCE_BLOCK if _kind_of(block) == "tool_reference" else _TEXT_BLOCK


_ResultBlock = Annotated[
    Annotated[TextBlock, Tag(_TEXT_BLOCK)] | Annotated[ReferenceBlock, Tag(_REFERENCE_BLOCK)],
    Discriminator(_result_block_kind),
]
ResultContent = Annotated[
    Annotated[str, Tag(TEXT)] | Annotated[list[_ResultBlock], *AllParts, Tag(LIST)], STRING_OR_LIST
]


class ToolResultBlock(TypedDict, total=False):
    type: Required[Literal["tool_result"]]
    tool_use_id: Required[BlockId]
    content: ResultContent | None
    is_error: bool | None


Block = TextBlock | ThinkingBlock | ToolUseBlock | ToolResultBlock
_Block = Annotated[
    Annotated[TextBlock, Tag(_TEXT_BLOCK)]
    | Annotated[ThinkingBlock, Tag(_THINKING_BLOCK)]
    | Annotated[ToolUseBlock, Tag(_CALL_BLOCK)]
    | Annotated[ToolResultBlock, Tag(_RESULT_BLOCK)],
    Discriminator(_block_kind),
]
Content = Annotated[Annotated[str, Tag(TEXT)] | Annotated[list[_Block], *AllParts, Tag(LIST)], STRING_OR_LIST]
SystemContent = Annotated[
    Annotated[str, Tag(TEXT)] | Annotated[list[TextBlock], *AllParts, Tag(LIST)], STRING_OR_LIST
]
