"""An inference in no dialect: what parsing a request returns and what rendering a response takes.

All code between the dialects uses these values only, so a new dialect touches none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["system", "developer", "user", "assistant", "tool"]
"""``tool``: the results of tool calls."""

FinishReason = Literal["stop", "length", "content_filter", "tool_calls"]
"""``stop``: by itself or at a stop string; ``length``: at ``max_tokens``; ``content_filter``: by a filter;
``tool_calls``: the model waits for the results of its calls."""

TokenSource = Literal["router", "estimated"]

Feature = Literal["tools", "json"]
"""What not every wire carries: tool calling, and output as JSON."""

JsonSchema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that the model may call.

    ``parameters`` is the JSON schema of its arguments, None: it has none. ``strict``: the arguments are
    checked against it.
    """

    name: str
    description: str | None = None
    parameters: JsonSchema | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class ToolChoice:
    """Which calls the model may or must make. ``name`` is the only function to call, with ``named``."""

    mode: Literal["auto", "none", "required", "named"] = "auto"
    name: str | None = None


AUTO = ToolChoice()


@dataclass(frozen=True, slots=True)
class JsonOutput:
    """An answer as JSON: any object, or what ``schema`` describes. ``strict``: it is checked against it.

    ``param`` is the field of the dialect that asks for it, for errors.
    """

    schema: JsonSchema | None = None
    name: str | None = None
    description: str | None = None
    strict: bool = False
    param: str = "response_format"


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that a model made. ``arguments`` is JSON as the model wrote it, valid or not."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What the customer's function returned for the call ``call_id``."""

    call_id: str
    text: str
    is_error: bool = False


Part = str | ToolCall | ToolResult
"""Of a message: its text, calls in an assistant message, results in one of role ``tool``."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation. ``name`` tells participants of one role apart."""

    role: Role
    parts: tuple[Part, ...] = ()
    name: str | None = None

    @property
    def text(self) -> str:
        """The concatenation of its text parts."""
        return text_of(self.parts)

    @property
    def calls(self) -> list[ToolCall]:
        return [part for part in self.parts if isinstance(part, ToolCall)]

    @property
    def results(self) -> list[ToolResult]:
        return [part for part in self.parts if isinstance(part, ToolResult)]


def text_message(role: Role, text: str, name: str | None = None) -> Message:
    return Message(role, (text,) if text else (), name)


def text_of(parts: Sequence[object]) -> str:
    """Return the concatenation of the texts among ``parts``."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0]
    return "".join([part for part in parts if isinstance(part, str)])


@dataclass(frozen=True, slots=True)
class Sampling:
    """Sampling parameters; None: not requested, so the router's default applies."""

    max_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InferenceRequest:
    """A customer's request in no dialect.

    ``model`` is the alias as the customer wrote it (None: the default model). Exactly one of ``messages`` and
    ``prompt`` is set: by chat dialects the first, by plain completions the second. ``include_usage`` is
    OpenAI's ``stream_options.include_usage``. ``output`` None: text.

    ``object_arguments``: the dialect carries arguments as an object, so others than one are a violation.
    ``ignored_tools`` are the tools of the request that no model is offered, because only their vendor can run
    them. ``echo`` is what the dialect's response repeats of the request; nothing else reads it.
    """

    model: str | None
    messages: tuple[Message, ...] = ()
    prompt: str | None = None
    sampling: Sampling = field(default_factory=Sampling)
    stream: bool = False
    include_usage: bool = False
    user: str | None = None
    tools: tuple[Tool, ...] = ()
    tool_choice: ToolChoice = AUTO
    parallel_tool_calls: bool = True
    output: JsonOutput | None = None
    object_arguments: bool = False
    ignored_tools: tuple[str, ...] = ()
    echo: Mapping[str, Any] = field(default_factory=dict)

    @property
    def offers_tools(self) -> bool:
        """Whether the model may call a tool."""
        return bool(self.tools) and self.tool_choice.mode != "none"

    @property
    def features(self) -> frozenset[Feature]:
        """What the wire must carry."""
        features: set[Feature] = set()
        if self.offers_tools or any(_has_tool_parts(message) for message in self.messages):
            features.add("tools")
        if self.output is not None:
            features.add("json")
        return frozenset(features)


def _has_tool_parts(message: Message) -> bool:
    return message.role == "tool" or (
        message.role == "assistant" and any(type(part) is not str for part in message.parts)
    )


@dataclass(frozen=True, slots=True)
class AnswerFormat:
    """How a model writes its answers.

    ``family`` is its name in ``portal.inference.model_families``, None if it is not known.
    ``begins_in_reasoning``: its template opens the reasoning, so the answer holds only the end of it.
    """

    family: str | None = None
    begins_in_reasoning: bool = False


@dataclass(frozen=True, slots=True)
class TokenUsage:
    prompt_tokens: int
    completion_tokens: int
    source: TokenSource = "router"

    @property
    def total_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens


@dataclass(frozen=True, slots=True)
class Finish:
    """How the text ended. ``stop_sequence`` is the stop string that ended it, if one did."""

    reason: FinishReason
    stop_sequence: str | None = None


@dataclass(frozen=True, slots=True)
class ToolCallStart:
    """The model begins a call. Its arguments follow, before any other event but the finish."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ArgumentsDelta:
    """A fragment of the arguments of the call that began last."""

    text: str


AnswerEvent = str | ToolCallStart | ArgumentsDelta
"""A part of an answer while it arrives; a text is itself. Calls do not interleave."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole response, for unary rendering. ``parts`` are in the order in which the model wrote them."""

    parts: tuple[str | ToolCall, ...]
    finish: Finish
    usage: TokenUsage

    @property
    def text(self) -> str:
        return text_of(self.parts)

    @property
    def calls(self) -> list[ToolCall]:
        return [part for part in self.parts if isinstance(part, ToolCall)]


def answer_parts(events: Iterable[AnswerEvent]) -> tuple[str | ToolCall, ...]:
    """Return the parts of an answer: adjacent texts joined, calls with their whole arguments."""
    parts: list[str | ToolCall] = []
    texts: list[str] = []
    start: ToolCallStart | None = None

    def end_part() -> None:
        joined = "".join(texts)
        if start is not None:
            parts.append(ToolCall(start.id, start.name, joined))
        elif joined:
            parts.append(joined)
        texts.clear()

    for event in events:
        if isinstance(event, ArgumentsDelta):
            texts.append(event.text)
        elif isinstance(event, ToolCallStart):
            end_part()
            start = event
        else:
            if start is not None:
                end_part()
                start = None
            texts.append(event)
    end_part()
    return tuple(parts)
