"""Chat messages as the one prompt text that a v3 router takes.

A router wraps the prompt into the model's own template, as a single user message. A single user message
without a name is sent as it is. A conversation is written out, each message under a heading for its role and
name::

    ### System:
    You are terse.

    ### User (alice):
    Hi

    ### Assistant:

The last heading is for the model. A conversation that ends with an assistant message ends there, and the
model continues it. ``developer`` is written as ``system``.

What is changed in the text of messages: ``portal.inference.escaping``. A ``prompt`` request is the customer's
whole text, without a template around it, and is sent unchanged.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import Final
from urllib.parse import quote

from portal.inference import InferenceRequest, Message, Role
from portal.inference.escaping.control_tokens import break_control_tokens
from portal.inference.escaping.pauses import Pauses
from portal.inference.escaping.turn_headings import mark_turn_headings
from portal.inference.model_families import ModelFamily

_TITLES: Final[dict[Role, str]] = {
    "system": "System",
    "developer": "System",
    "user": "User",
    "assistant": "Assistant",
}
ANSWER_HEADING: Final = "### Assistant:"
"""The heading at the end of a conversation, under which the model writes."""

_GUARDED_NAMES: Final = 16
"""Every piece of a response is searched for each of them."""

_MESSAGE_OVERHEAD: Final = 200
"""Work on a message, in characters of text, besides that on its text."""

_IN_NAMES: Final = "_-.@+'"
_INVISIBLE: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    + "".join(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Letters and marks that nobody sees."""


async def router_prompt(request: InferenceRequest, family: ModelFamily) -> str:
    """Return the text for the router's ``prompt`` field, for a model of ``family``."""
    if request.prompt is not None:
        return request.prompt
    pauses, messages = Pauses(), request.messages
    if _is_plain_user_message(messages):
        return await break_control_tokens(messages[0].text, family, pauses)
    sections = []
    for message in messages:
        text = await break_control_tokens(message.text, family, pauses)
        text = await mark_turn_headings(text, pauses)
        sections.append(f"{_heading(message.role, message.name)}\n{text}")
        await pauses.after(_MESSAGE_OVERHEAD)
    if not messages or messages[-1].role != "assistant":
        sections.append(_heading("assistant", None) + "\n")
    return "\n\n".join(sections)


def role_guards(request: InferenceRequest) -> tuple[str, ...]:
    """Return the texts that end a completion, because the model has started to write for another role."""
    if request.prompt is not None or _is_plain_user_message(request.messages):
        return ()
    headings = dict.fromkeys(_heading(role, None) for role in _TITLES)
    named = dict.fromkeys(_heading(m.role, m.name) for m in reversed(request.messages) if m.name)
    return tuple(f"\n{heading}" for heading in (*headings, *list(named)[:_GUARDED_NAMES]))


def _heading(role: Role, name: str | None) -> str:
    return f"### {_TITLES[role]} ({_shown_name(name)}):" if name else f"### {_TITLES[role]}:"


@functools.lru_cache(maxsize=1024)
def _shown_name(name: str) -> str:
    """Return ``name`` with percent codes for what is invisible or could imitate a heading or token."""
    return "".join(character if _is_shown(character) else quote(character, safe="") for character in name)


def _is_shown(character: str) -> bool:
    if character in _INVISIBLE:
        return False
    return character in _IN_NAMES or character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def _is_plain_user_message(messages: tuple[Message, ...]) -> bool:
    return len(messages) == 1 and messages[0].role == "user" and not messages[0].name
