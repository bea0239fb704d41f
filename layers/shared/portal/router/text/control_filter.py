"""Removes control tokens and reasoning from a text while it arrives. Pure and incremental."""

from __future__ import annotations

import re
from collections.abc import Collection

from portal.inference.control_tokens import BARRED, BARRED_PREFIX, LONGEST_NAME, NAMED

_REASONING_END = {
    "<think>": re.compile(r"</think>"),
    "<thinking>": re.compile(r"</thinking>"),
    # OpenAI's harmony format (gpt-oss): only the final channel is for the customer.
    "<|channel|>analysis": re.compile(r"<\|(?:end|return|call)\|>|(?=<\|start\|>)|(?=<\|channel\|>)"),
    "<|channel|>commentary": re.compile(r"<\|(?:end|return|call)\|>|(?=<\|start\|>)|(?=<\|channel\|>)"),
}
_STRIKE_START, _STRIKE_END = "<s>", "</s>"
_HEADERS = ("<|channel|>final", "<|start|>assistant")
_PLAIN = tuple(f"{opening}{name}>" for name in NAMED for opening in ("<", "</"))
_FIXED = (*_REASONING_END, *_HEADERS, *_PLAIN)
_TOKEN = re.compile("|".join([*map(re.escape, sorted(_FIXED, key=len, reverse=True)), BARRED.pattern]))

# "<|channel|>" is a token and also the prefix of a longer one.
_EXTENDED = [token for token in _FIXED if BARRED.match(token)]
_PREFIXES = frozenset(token[:length] for token in _FIXED for length in range(1, len(token)))
_LONGEST_PREFIX = max(LONGEST_NAME + 4, *map(len, _FIXED))


class ControlFilter:
    """Returns the part of a model's text that the customer may read.

    Text is held back only while it may be the start of a token, so plain text passes at once. A reasoning
    span is removed; one that opens in the middle of the text and never closes was meant as text and is
    returned at the end. Tokens that are part of a ``preserved`` text, such as a stop string, stay.
    ``reasoned``: there was a reasoning span.
    """

    def __init__(self, preserved: Collection[str] = ()) -> None:
        self.reasoned = False
        self._preserved = preserved
        self._held = ""
        self._span_end: re.Pattern[str] | None = None
        self._span_text: list[str] | None = None
        self._has_text = False
        self._trim = False
        self._open_strikes = 0

    def feed(self, text: str) -> str:
        if not self._held and self._span_end is None and "<" not in text:
            return self._out(text)
        text = self._held + text
        self._held = ""
        out: list[str] = []
        position = 0
        while position < len(text):
            if self._span_end is None:
                position = self._read_text(text, position, out)
            else:
                position = self._skip_span(text, position, self._span_end)
        return "".join(out)

    def finish(self) -> str:
        """Return the text that was held back."""
        rest, self._held = self._held, ""
        if self._span_end is None:
            return self._out(rest)
        if self._span_text is None:
            return ""
        return self._out(_TOKEN.sub(_reasoning_tag, "".join(self._span_text) + rest))

    def _read_text(self, text: str, position: int, out: list[str]) -> int:
        """Append the text up to the next token to ``out``; return the position after the token."""
        token = _TOKEN.search(text, position)
        if token is None:
            end = _prefix_start(text, position)
            out.append(self._out(text[position:end]))
            self._held = text[end:]
            return len(text)
        out.append(self._out(text[position : token.start()]))
        if _may_extend(text[token.start() :], token[0]):
            self._held = text[token.start() :]
            return len(text)
        self._token(token[0], out)
        return token.end()

    def _skip_span(self, text: str, position: int, span_end: re.Pattern[str]) -> int:
        """Skip a reasoning span including its end and return the position after it."""
        closing = span_end.search(text, position)
        if closing is None:
            end = _prefix_start(text, position)
            if self._span_text is not None:
                self._span_text.append(text[position:end])
            self._held = text[end:]
            return len(text)
        self._span_end = self._span_text = None
        self._trim = not self._has_text
        self.reasoned = True
        return closing.end()

    def _token(self, token: str, out: list[str]) -> None:
        if any(token in text for text in self._preserved):
            out.append(self._out(token))
        elif token in _REASONING_END:
            self._span_end = _REASONING_END[token]
            in_the_middle = self._has_text and not token.startswith("<|")
            self._span_text = [token] if in_the_middle else None
            self.reasoned = self.reasoned or not in_the_middle
        elif self._is_strike_through(token):
            out.append(self._out(token))

    def _is_strike_through(self, token: str) -> bool:
        """Return whether ``token`` is HTML: ``<s>`` in the middle of the text, or its end tag."""
        opens = token == _STRIKE_START and self._has_text
        closes = token == _STRIKE_END and self._open_strikes > 0
        self._open_strikes += opens - closes
        return opens or closes

    def _out(self, text: str) -> str:
        if self._trim:
            text = text.lstrip()
            self._trim = not text
        if not self._has_text and text and not text.isspace():
            self._has_text = True
        return text


def _reasoning_tag(token: re.Match[str]) -> str:
    return token[0] if token[0] in _REASONING_END else ""


def _prefix_start(text: str, position: int) -> int:
    """Return the start, from ``position``, of what may become a token; the text's length if there is none."""
    start = text.find("<", max(position, len(text) - _LONGEST_PREFIX))
    while start >= 0:
        rest = text[start:]
        if rest in _PREFIXES or BARRED_PREFIX.fullmatch(rest):
            return start
        start = text.find("<", start + 1)
    return len(text)


def _may_extend(rest: str, token: str) -> bool:
    """Return whether ``rest``, which starts with ``token``, may become a longer token."""
    return any(len(rest) < len(longer) and longer.startswith(rest) for longer in _EXTENDED if token != longer)
