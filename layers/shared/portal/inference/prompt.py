"""Chat messages as the one text a router takes.

A router's prompt is plain text which it wraps into the model's own template as a single user turn. A lone
user message is that turn. A conversation is written out, each turn under a heading of its own::

    ### System:
    You are terse.

    ### User:
    Hi

    ### Assistant:

The last heading is the model's; a conversation that ends with an assistant message is left open there, so
the model goes on with it. ``developer`` is ``system``.

No message can open another role's turn: a line that reads as one of the headings gets a backslash before
it, and control tokens of chat templates are broken by a space (``<|eot_id|>`` → ``< |eot_id|>``). A
``prompt`` request is the customer's whole text and passes unchanged.
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

# Read generously: a model takes "#user" or a heading with an invisible character in it for the same.
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_BLANK = rf"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000{_INVISIBLE}]*+"
_LINE_BREAK = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_ROLE_WORDS = ("system", "developer", "user", "human", "assistant")
_ROLE = "|".join(f"[{_INVISIBLE}]*+".join(word) for word in _ROLE_WORDS)
_HEADING_IN_TEXT = re.compile(
    rf"(?:\A|(?<=[{_LINE_BREAK}]))(?={_BLANK}(?:[#＃﹟]{_BLANK})++(?:{_ROLE}){_BLANK}(?:[:：﹕]|\Z|[{_LINE_BREAK}]))",  # noqa: RUF001
    re.IGNORECASE,
)


def router_prompt(request: InferenceRequest) -> str:
    """Return the text for the router's ``prompt`` field."""
    if request.prompt is not None:
        return request.prompt
    messages = request.messages
    if _is_lone_user(messages):
        return neutralised(messages[0].text)
    turns = [f"{_HEADINGS[message.role]}\n{neutralised(message.text)}" for message in messages]
    if not messages or messages[-1].role != "assistant":
        turns.append(_HEADINGS["assistant"] + "\n")
    return "\n\n".join(turns)


def turn_guards(request: InferenceRequest) -> tuple[str, ...]:
    """Return the texts at which an answer is over because the model began somebody else's turn."""
    if request.prompt is not None or _is_lone_user(request.messages):
        return ()
    return tuple(f"\n{heading}" for heading in dict.fromkeys(_HEADINGS.values()))


def neutralised(text: str) -> str:
    """Return ``text`` without anything that a reader of our headings or of chat templates acts on."""
    if "#" in text or not text.isascii():
        text = _HEADING_IN_TEXT.sub(r"\\", text)
    if "<" in text or "[" in text:
        text = IN_PROMPT.sub(_broken, text)
    return text


def _broken(token_start: re.Match[str]) -> str:
    return f"{token_start[0]} "


def _is_lone_user(messages: tuple[Message, ...]) -> bool:
    return len(messages) == 1 and messages[0].role == "user"
