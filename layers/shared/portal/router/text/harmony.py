"""Headers of the harmony format, in which gpt-oss writes reasoning and answer as separate messages. Pure.

The detokenizer may drop the tokens and leave the words: ``analysisWe need…assistantfinalHello``.
Source: docs/protocols/model-families.md.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

CHANNEL: Final = "<|channel|>"
END: Final = re.compile(r"<\|(?:end|return|call)\|>|(?=<\|start\|>)|(?=<\|channel\|>)")
"""The end of a message: its token, or the header of the next message."""

UNMARKED_FINAL: Final = re.compile(r"assistantfinal")
"""The header of the answer without its tokens."""

_HEADER = re.compile(
    r"(?:<\|start\|>assistant[^<\n]{0,64}|assistant)?<\|channel\|>[ \t]*(?P<channel>\w*)[^<\n]{0,64}"
    r"(?:<\|constrain\|>[^<\n]{0,64})?<\|message\|>"
    r"|(?:<\|start\|>assistant)?<\|message\|>"
)
_HEADER_PREFIX = re.compile(
    r"(?:<\|start\|>assistant[^<\n]{0,64}|assistant)?"
    r"(?:<\|channel\|>[^<\n]{0,96}(?:<\|constrain\|>[^<\n]{0,64})?)?(?:<\|?\w{0,9}\|?)?\Z"
)
# A sentence goes on with a space or a punctuation mark, an identifier with an underscore or an operator.
_UNMARKED = re.compile(
    r"assistantfinal"
    r"|(?:assistant)?(?:analysis|commentary)(?=[^\W_]|[\"'`*<\n“‘„«「『《【¿¡])"  # noqa: RUF001
    r"|(?:assistant)?commentary(?= to=)"
)
_WORDS = ("assistantfinal", "assistantanalysis", "assistantcommentary", "analysis", "commentary")
_TO = " to="
_START = "<|start|>assistant"


class Header(NamedTuple):
    """``length``: of the header. ``opens``: what follows it is ``answer``, or reasoning up to ``END``.

    ``unmarked``: reasoning up to ``UNMARKED_FINAL``, if that comes; otherwise it is text.
    """

    length: int
    opens: str


def read_header(start: str, *, unmarked: bool, final: bool) -> Header | None:
    """Return the header that ``start`` begins with; of length 0: there is none. None: more text must decide.

    ``unmarked``: also one that has lost its tokens.
    """
    header = _HEADER.match(start)
    if header is not None:
        channel = header["channel"]
        return Header(header.end(), "answer" if channel is None or channel == "final" else "reasoning")
    if unmarked:
        words = _UNMARKED.match(start)
        if words is not None:
            return Header(words.end(), "answer" if words[0] == "assistantfinal" else "unmarked")
    is_prefix = _is_header_prefix(start) or (unmarked and _is_unmarked_prefix(start))
    if not final:
        return None if is_prefix else Header(0, "text")
    # A header that was cut in its middle.
    return Header(len(start), "reasoning") if is_prefix and CHANNEL in start else Header(0, "text")


def _is_unmarked_prefix(start: str) -> bool:
    word, separator, _ = start.partition(" ")
    if separator:
        return word.endswith("commentary") and word in _WORDS and _TO.startswith(start[len(word) :])
    return any(known.startswith(start) for known in _WORDS)


def _is_header_prefix(start: str) -> bool:
    if _START.startswith(start):
        return True
    return start != "assistant" and _HEADER_PREFIX.match(start) is not None
