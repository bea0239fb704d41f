"""An inference in no dialect: what parsing a request returns and what rendering a response takes.

All code between the dialects uses these values only, so a new dialect touches none of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["system", "developer", "user", "assistant"]

FinishReason = Literal["stop", "length", "content_filter"]
"""``stop``: by itself or at a stop string; ``length``: at ``max_tokens``; ``content_filter``: by a filter."""

TokenSource = Literal["router", "estimated"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation.

    ``text`` is the concatenation of its text parts. ``name`` tells participants of one role apart.
    """

    role: Role
    text: str
    name: str | None = None


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
    OpenAI's ``stream_options.include_usage``.
    """

    model: str | None
    messages: tuple[Message, ...] = ()
    prompt: str | None = None
    sampling: Sampling = field(default_factory=Sampling)
    stream: bool = False
    include_usage: bool = False
    user: str | None = None


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
class Completion:
    """A whole response, for unary rendering."""

    text: str
    finish: Finish
    usage: TokenUsage
