"""What the simulator says: readable, always the same for the same prompt, and about it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

_WORD = re.compile(r"[^\W\d_][\w'-]{2,}")
_TOKEN = re.compile(r"\s*\S{1,6}|\s+")
_LAST_USER_TURN = re.compile(r"### User:\n(.*?)(?=\n\n### |\Z)", re.DOTALL)
_COMMON = frozenset(
    "about all and any are can could does explain for from give have how into its like list make more our"  # noqa: SIM905
    " please short some tell than that the their them then there these they this two use user using was what"
    " when where which who why will with would write you your".split()
)
_OPENINGS = (
    "Here is a short answer about {topic}.",
    "Let us look at {topic} step by step.",
    "{Topic} is easier than it seems.",
    "There are a few things to know about {topic}.",
)
_MIDDLES = (
    "The first thing to notice is how {topic} behaves when nothing else changes.",
    "In practice {topic} and {other} go together, so it helps to keep both in view.",
    "A small example makes {topic} clear: start with one case, then add the next.",
    "Most questions about {topic} come down to {other}.",
    "It is worth writing down what you expect of {other} before you try it.",
    "When in doubt, measure {topic} and compare it with what you knew before.",
    "People often overlook {other}, although it explains much of {topic}.",
)
_ENDINGS = (
    "That is the short version; ask again for more detail.",
    "With that, {topic} should be clear enough to go on.",
    "If you remember one thing, let it be {other}.",
)


def answer_to(prompt: str, voice: int = 0) -> str:
    """Return a few sentences on the topic of ``prompt``; another ``voice`` words them differently."""
    asked = _LAST_USER_TURN.findall(prompt)
    words = [word for word in _WORD.findall(asked[-1] if asked else prompt) if word.lower() not in _COMMON]
    seed = sha256(f"{voice}:{prompt}".encode("utf-8", "surrogatepass")).digest()
    topic = max(words, key=len).lower() if words else "this"
    others = [word.lower() for word in words if word.lower() != topic] or ["the rest of it"]
    fields = {"topic": topic, "Topic": topic.capitalize()}
    count = 2 + seed[0] % 3
    sentences = [_OPENINGS[seed[1] % len(_OPENINGS)].format(**fields)]
    for turn in range(count):
        middle = _MIDDLES[(seed[2] + turn * 3) % len(_MIDDLES)]
        sentences.append(middle.format(**fields, other=others[seed[3 + turn] % len(others)]))
    sentences.append(_ENDINGS[seed[9] % len(_ENDINGS)].format(**fields, other=others[seed[10] % len(others)]))
    return " ".join(sentences)


def tokens_of(text: str) -> list[str]:
    """Return ``text`` in pieces of at most six characters and the space before them."""
    return _TOKEN.findall(text)


def cut(text: str, max_tokens: int | None, stop: Sequence[str]) -> tuple[list[str], str]:
    """Return the tokens to say and why they end: ``stop`` or ``length``."""
    found = [at for string in stop if string and (at := text.find(string)) >= 0]
    if found:
        text = text[: min(found)]
    tokens = tokens_of(text)
    if max_tokens is not None and len(tokens) > max_tokens:
        return tokens[:max_tokens], "length"
    return tokens, "stop"


def with_control_tokens(tokens: Sequence[str]) -> Iterator[str]:
    """Yield ``tokens`` as models leave them when nobody cleans up: reasoning first, markers around."""
    yield "<think>"
    yield "The user wants an answer."
    yield "</think>"
    yield from tokens
    yield "<|eot_id|>"
    yield "</s>"
