"""What a model of a family writes around its answer: before it, after it, and when it begins another turn.

Source: docs/protocols/model-families.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from portal.inference.model_families import ModelFamily, family_of
from portal.router.text.harmony import CHANNEL

_ROLES = "user|assistant|model|system|developer|tool"
_LINE_END = r"[ \t]{0,16}(?:\r?\n|\Z)"

_TURN_STARTS: Final = {
    "<|im_start|>": (rf"(?:{_ROLES}){_LINE_END}", r"[a-z]{0,9}[ \t]{0,16}\r?"),
    "<start_of_turn>": (rf"(?:{_ROLES}){_LINE_END}", r"[a-z]{0,9}[ \t]{0,16}\r?"),
    "<|turn>": (rf"(?:{_ROLES}){_LINE_END}", r"[a-z]{0,9}[ \t]{0,16}\r?"),
    "<|start|>": (
        rf"(?:{_ROLES}|functions\.[\w.]{{1,64}})(?:[ \t]*to=[\w.]{{1,64}})?[ \t]{{0,16}}"
        r"(?:<\|channel\|>|<\|message\|>)",
        r"[\w.= \t]{0,160}(?:<[\w|]{0,10})?",
    ),
    "<|start_header_id|>": (rf"(?:{_ROLES})<\|end_header_id\|>", r"[a-z]{0,9}(?:<[\w|]{0,16})?"),
    "<\uff5cUser\uff5c>": ("", ""),
    "<\uff5cAssistant\uff5c>": ("", ""),
}
"""Token that starts a turn → pattern of its role, and of any beginning of that."""

_OWN_HEADERS: Final = {
    "<|im_start|>": "<|im_start|>assistant",
    "<start_of_turn>": "<start_of_turn>model",
    "<|turn>": "<|turn>model",
    "<|start_header_id|>": "<|start_header_id|>assistant<|end_header_id|>",
    "<\uff5cAssistant\uff5c>": "<\uff5cAssistant\uff5c>",
}

_CUSTOMARY: Final = {
    "<think>": "</think>",
    "<thinking>": "</thinking>",
    "<thought>": "</thought>",
    "<reasoning>": "</reasoning>",
    "[THINK]": "[/THINK]",
}
"""Reasoning tags that models of any family pick up; a prompt may also ask for them."""


@dataclass(frozen=True, slots=True)
class AnswerMarkup:
    """``reasoning``: tags that open reasoning, and their ends; ``customary``: those of other families.

    ``own_headers``: of the model's turn; it may repeat them before its answer. ``harmony``: reasoning and
    answer are messages of their own; ``unmarked_harmony``: maybe without their tokens. ``ends``: end tokens
    in a row, with the whitespace after them. ``turn``: the start of a turn with its role; ``turn_prefix``:
    the beginning of one, its token at least. ``after_end``: any control token, which after an end token
    starts another turn. ``token`` matches where one of ``ends`` or ``turn`` may begin, ``token_or_line`` also
    line breaks before what may be a heading. ``prefixes`` are beginnings of the tokens of ``ends`` and
    ``turn``, ``prefixes_after_end`` those of all control tokens.
    """

    reasoning: dict[str, str]
    customary: frozenset[str]
    own_headers: tuple[str, ...]
    harmony: bool
    unmarked_harmony: bool
    ends: re.Pattern[str]
    turn: re.Pattern[str]
    turn_prefix: re.Pattern[str]
    after_end: re.Pattern[str]
    token: re.Pattern[str]
    token_or_line: re.Pattern[str]
    prefixes: frozenset[str]
    prefixes_after_end: frozenset[str]


@cache
def markup_of(family_name: str | None) -> AnswerMarkup:
    """Return the markup of a family's answers; that of all families together where the name is not known."""
    family = family_of(family_name)
    harmony = CHANNEL in family.control_tokens
    own = {opening: end for opening, end in family.reasoning if not opening.startswith(CHANNEL)}
    starts = [token for token in _TURN_STARTS if token in family.control_tokens]
    ends = _ends(family)
    token = rf"<(?=[{re.escape(''.join({token[1] for token in (*ends, *starts)}))}]|\Z)"
    return AnswerMarkup(
        reasoning={**_CUSTOMARY, **own},
        customary=frozenset(_CUSTOMARY.keys() - own.keys()),
        own_headers=tuple(_OWN_HEADERS[token] for token in starts if token in _OWN_HEADERS),
        harmony=harmony,
        unmarked_harmony=harmony,
        ends=re.compile(rf"(?:(?:{'|'.join(map(re.escape, ends))})\s*)+"),
        turn=_any_of([re.escape(token) + _TURN_STARTS[token][0] for token in starts]),
        turn_prefix=_any_of([rf"{re.escape(token)}{_TURN_STARTS[token][1]}\Z" for token in starts]),
        after_end=_any_of([re.escape(token) for token in family.control_tokens]),
        token=re.compile(token),
        token_or_line=re.compile(token + r"|\r?\n(?=#|\Z)|\r\Z"),
        prefixes=_prefixes((*ends, *starts)),
        prefixes_after_end=_prefixes((*ends, *family.control_tokens)),
    )


def _prefixes(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(token[:length] for token in tokens for length in range(1, len(token)))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or "(?!)")


def _ends(family: ModelFamily) -> tuple[str, ...]:
    """Return the end tokens, and what a batch fills up with behind them."""
    return (*family.end_tokens, "<pad>") if "<eos>" in family.end_tokens else family.end_tokens


TAGGED: Final = replace(markup_of(None), unmarked_harmony=False)
"""For an answer of which not even the model is known: only what tokens mark is recognised."""
