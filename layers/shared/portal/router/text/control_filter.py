"""Taking control tokens and reasoning out of an answer while it arrives. Pure and incremental."""

from __future__ import annotations

import re
from collections.abc import Collection

from portal.router.text.control_tokens import BARRED, BARRED_BEGUN, LONGEST_NAME, NAMED

_HIDDEN_UNTIL = {
    "<think>": re.compile(r"</think>"),
    "<thinking>": re.compile(r"</thinking>"),
    # OpenAI's harmony format (gpt-oss): channels other than the final one are not for the customer.
    "<|channel|>analysis": re.compile(r"<\|(?:end|return|call)\|>|(?=<\|start\|>)|(?=<\|channel\|>)"),
    "<|channel|>commentary": re.compile(r"<\|(?:end|return|call)\|>|(?=<\|start\|>)|(?=<\|channel\|>)"),
}
_STRIKE, _STRIKE_END = "<s>", "</s>"
_HEADERS = ("<|channel|>final", "<|start|>assistant")
_PLAIN = tuple(f"{opening}{name}>" for name in NAMED for opening in ("<", "</"))
_FIXED = (*_HIDDEN_UNTIL, *_HEADERS, *_PLAIN)
_TOKEN = re.compile("|".join([*map(re.escape, sorted(_FIXED, key=len, reverse=True)), BARRED.pattern]))

# "<|channel|>" is a token by itself and the beginning of a longer one.
_LONGER = [token for token in _FIXED if BARRED.match(token)]
_BEGINNINGS = frozenset(token[:length] for token in _FIXED for length in range(1, len(token)))
_LONGEST_BEGINNING = max(LONGEST_NAME + 4, *map(len, _FIXED))


class ControlFilter:
    """Feeds on an answer's text and returns what of it the customer may read.

    Text is held back only while it may be the beginning of a token, so plain text passes at once. A
    reasoning span is taken out whole; one that opens in the middle of the answer and never closes was
    meant as text and comes out at the end. ``keep`` holds texts, such as stop strings, whose tokens the
    customer asked to see. ``reasoned``: there was a reasoning span.
    """

    def __init__(self, keep: Collection[str] = ()) -> None:
        self.reasoned = False
        self._keep = keep
        self._held = ""
        self._closer: re.Pattern[str] | None = None
        self._hidden: list[str] | None = None
        self._spoke = False
        self._trim = False
        self._open_strikes = 0

    def feed(self, text: str) -> str:
        if not self._held and self._closer is None and "<" not in text:
            return self._out(text)
        text = self._held + text
        self._held = ""
        out: list[str] = []
        position = 0
        while position < len(text):
            if self._closer is None:
                position = self._reveal(text, position, out)
            else:
                position = self._hide(text, position, self._closer)
        return "".join(out)

    def finish(self) -> str:
        """Return what was held back and is text after all."""
        rest, self._held = self._held, ""
        if self._closer is None:
            return self._out(rest)
        if self._hidden is None:
            return ""
        return self._out(_TOKEN.sub(_tag_or_nothing, "".join(self._hidden) + rest))

    def _reveal(self, text: str, position: int, out: list[str]) -> int:
        """Put out what is readable up to and including the next token; return where to go on."""
        token = _TOKEN.search(text, position)
        if token is None:
            end = _beginning(text, position)
            out.append(self._out(text[position:end]))
            self._held = text[end:]
            return len(text)
        out.append(self._out(text[position : token.start()]))
        if _may_grow(text[token.start() :], token[0]):
            self._held = text[token.start() :]
            return len(text)
        self._meet(token[0], out)
        return token.end()

    def _hide(self, text: str, position: int, closer: re.Pattern[str]) -> int:
        """Pass over a reasoning span up to and including its end; return where to go on."""
        closing = closer.search(text, position)
        if closing is None:
            end = _beginning(text, position)
            if self._hidden is not None:
                self._hidden.append(text[position:end])
            self._held = text[end:]
            return len(text)
        self._closer = self._hidden = None
        self._trim = not self._spoke
        self.reasoned = True
        return closing.end()

    def _meet(self, token: str, out: list[str]) -> None:
        if any(token in kept for kept in self._keep):
            out.append(self._out(token))
        elif token in _HIDDEN_UNTIL:
            self._closer = _HIDDEN_UNTIL[token]
            in_the_middle = self._spoke and not token.startswith("<|")
            self._hidden = [token] if in_the_middle else None
            self.reasoned = self.reasoned or not in_the_middle
        elif self._is_strike_through(token):
            out.append(self._out(token))

    def _is_strike_through(self, token: str) -> bool:
        """Return whether ``token`` is HTML: ``<s>`` in the middle of the text, or the end of such a one."""
        opens = token == _STRIKE and self._spoke
        closes = token == _STRIKE_END and self._open_strikes > 0
        self._open_strikes += opens - closes
        return opens or closes

    def _out(self, text: str) -> str:
        if self._trim:
            text = text.lstrip()
            self._trim = not text
        if not self._spoke and text and not text.isspace():
            self._spoke = True
        return text


def _tag_or_nothing(token: re.Match[str]) -> str:
    return token[0] if token[0] in _HIDDEN_UNTIL else ""


def _beginning(text: str, position: int) -> int:
    """Return where, from ``position``, what may yet become a token begins; the text's length if nowhere."""
    start = text.find("<", max(position, len(text) - _LONGEST_BEGINNING))
    while start >= 0:
        rest = text[start:]
        if rest in _BEGINNINGS or BARRED_BEGUN.fullmatch(rest):
            return start
        start = text.find("<", start + 1)
    return len(text)


def _may_grow(rest: str, token: str) -> bool:
    """Return whether ``rest``, which begins with ``token``, may become a longer token."""
    return any(len(rest) < len(longer) and longer.startswith(rest) for longer in _LONGER if token != longer)
