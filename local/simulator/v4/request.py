"""The body of a request of wire v4: v3's envelope with OpenAI's conversation."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from local.simulator.request import as_list


class FunctionCall(BaseModel):
    name: str
    arguments: str


class PastCall(BaseModel):
    id: str
    type: Literal["function"]
    function: FunctionCall


class ConversationMessage(BaseModel):
    """Text parts are joined."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[dict[str, Any]] | None = None
    name: str | None = None
    tool_calls: list[PastCall] = []
    tool_call_id: str | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "".join(str(part.get("text", "")) for part in self.content)
        return self.content or ""


class OfferedFunction(BaseModel):
    name: str
    description: str | None = None
    parameters: dict[str, Any] | None = None
    strict: bool | None = None


class OfferedTool(BaseModel):
    type: Literal["function"]
    function: OfferedFunction


class NamedFunction(BaseModel):
    name: str


class NamedChoice(BaseModel):
    type: Literal["function"]
    function: NamedFunction


class SchemaFormat(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    name: str
    schema_: dict[str, Any] | None = Field(default=None, alias="schema")
    strict: bool | None = None


class AnswerFormatField(BaseModel):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: SchemaFormat | None = None


class ConversationRequest(BaseModel):
    """The fields that the simulator uses; other fields are recorded with the request."""

    model_config = ConfigDict(extra="allow")

    messages: list[ConversationMessage] = Field(min_length=1)
    tools: list[OfferedTool] = []
    tool_choice: Literal["auto", "none", "required"] | NamedChoice = "auto"
    parallel_tool_calls: bool = True
    response_format: AnswerFormatField | None = None
    session_id: int | None = None
    stream: bool = False
    max_tokens: int | None = Field(default=None, ge=1)
    stop: Annotated[list[str] | None, BeforeValidator(as_list)] = None
    client_reference: str = ""
    timeout: int | None = None

    @property
    def prompt(self) -> str:
        """The text of the last user message."""
        return next((message.text for message in reversed(self.messages) if message.role == "user"), "")

    @property
    def all_text(self) -> str:
        """Everything that a model reads."""
        texts = [message.text for message in self.messages]
        calls = [call.model_dump_json() for message in self.messages for call in message.tool_calls]
        tools = [tool.model_dump_json(exclude_none=True) for tool in self.tools]
        return "\n".join([*texts, *calls, *tools])
