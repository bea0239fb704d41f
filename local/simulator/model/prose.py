"""The texts of the simulator: readable, about the prompt, and always the same for the same prompt. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

_WORD = re.compile(r"[^\W\d_][\w'-]{2,}")
_TOKEN = re.compile(r"\s*\S{1,6}|\s+")
_LAST_USER_MESSAGE = re.compile(r"### User(?: \([^()\n]*\))?:\n(.*?)(?=\n\n### |\Z)", re.DOTALL)
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
    """Return a few sentences on the topic of ``prompt``; each ``voice`` chooses different sentences."""
    questions = _LAST_USER_MESSAGE.findall(prompt)
    words = [
        word for word in _WORD.findall(questions[-1] if questions else prompt) if word.lower() not in _COMMON
    ]
    seed = sha256(f"{voice}:{prompt}".encode("utf-8", "surrogatepass")).digest()
    topic = max(words, key=len).lower() if words else "this"
    others = [word.lower() for word in words if word.lower() != topic] or ["the rest of it"]
    fields = {"topic": topic, "Topic": topic.capitalize()}
    count = 2 + seed[0] % 3
    sentences = [_OPENINGS[seed[1] % len(_OPENINGS)].format(**fields)]
    for index in range(count):
        middle = _MIDDLES[(seed[2] + index * 3) % len(_MIDDLES)]
        sentences.append(middle.format(**fields, other=others[seed[3 + index] % len(others)]))
    sentences.append(_ENDINGS[seed[9] % len(_ENDINGS)].format(**fields, other=others[seed[10] % len(others)]))
    return " ".join(sentences)


def split_tokens(text: str) -> list[str]:
    """Split ``text`` into tokens of at most six characters, each with the white space before it."""
    return _TOKEN.findall(text)


def truncate(text: str, max_tokens: int | None, stop: Sequence[str]) -> tuple[list[str], str]:
    """Return the tokens of the answer and its finish reason: ``stop`` or ``length``."""
    positions = [at for string in stop if string and (at := text.find(string)) >= 0]
    if positions:
        text = text[: min(positions)]
    tokens = split_tokens(text)
    if max_tokens is not None and len(tokens) > max_tokens:
        return tokens[:max_tokens], "length"
    return tokens, "stop"


def with_control_tokens(tokens: Sequence[str]) -> Iterator[str]:
    """Yield ``tokens`` as unfiltered models send them: after reasoning, before end tokens."""
    yield "<think>"
    yield "The user wants an answer."
    yield "</think>"
    yield from tokens
    yield "<|eot_id|>"
    yield "</s>"
