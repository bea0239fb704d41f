"""Chat messages as the one prompt text that a v3 router takes.

A router wraps the prompt into the model's own template, as a single user message. A single user message is
sent unchanged. A conversation is written out, each message under a heading for its role::

    ### System:
    You are terse.

    ### User:
    Hi

    ### Assistant:

The last heading is for the model. A conversation that ends with an assistant message ends there, and the
model continues it. ``developer`` is written as ``system``.

No message can imitate another role: a line that reads like one of the headings gets a backslash before it,
and control tokens of chat templates are broken by a space (``<|eot_id|>`` → ``< |eot_id|>``). A ``prompt``
request is the customer's whole text and is sent unchanged.
"""

from __future__ import annotations

import re
from typing import Final

from portal.inference import InferenceRequest, Message, Role
from portal.inference.control_tokens import IN_PROMPT

_HEADINGS: Final[dict[Role, str]] = {
    "system": "### System:",
    "developer": "### System:",
    "user": "### User:",
    "assistant": "### Assistant:",
}

# Tolerant: a model reads "#user", or a heading with an invisible character in it, as the same heading.
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_BLANK = rf"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000{_INVISIBLE}]*+"
_LINE_BREAK = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_ROLE_NAMES = ("system", "developer", "user", "human", "assistant")
_ROLE = "|".join(f"[{_INVISIBLE}]*+".join(name) for name in _ROLE_NAMES)
_HEADING_IN_TEXT = re.compile(
    rf"(?:\A|(?<=[{_LINE_BREAK}]))(?={_BLANK}(?:[#＃﹟]{_BLANK})++(?:{_ROLE}){_BLANK}(?:[:：﹕]|\Z|[{_LINE_BREAK}]))",  # noqa: RUF001
    re.IGNORECASE,
)


def router_prompt(request: InferenceRequest) -> str:
    """Return the text for the router's ``prompt`` field."""
    if request.prompt is not None:
        return request.prompt
    messages = request.messages
    if _is_single_user_message(messages):
        return escape_control_text(messages[0].text)
    sections = [f"{_HEADINGS[message.role]}\n{escape_control_text(message.text)}" for message in messages]
    if not messages or messages[-1].role != "assistant":
        sections.append(_HEADINGS["assistant"] + "\n")
    return "\n\n".join(sections)


def role_guards(request: InferenceRequest) -> tuple[str, ...]:
    """Return the texts that end a completion, because the model has started to write for another role."""
    if request.prompt is not None or _is_single_user_message(request.messages):
        return ()
    return tuple(f"\n{heading}" for heading in dict.fromkeys(_HEADINGS.values()))


def escape_control_text(text: str) -> str:
    """Return ``text`` with everything escaped that reads like our headings or a chat template's tokens."""
    if "#" in text or not text.isascii():
        text = _HEADING_IN_TEXT.sub(r"\\", text)
    if "<" in text or "[" in text:
        text = IN_PROMPT.sub(_with_space, text)
    return text


def _with_space(token_start: re.Match[str]) -> str:
    return f"{token_start[0]} "


def _is_single_user_message(messages: tuple[Message, ...]) -> bool:
    return len(messages) == 1 and messages[0].role == "user"
