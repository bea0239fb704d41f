"""Text from outside in a log line: without secrets, and on one line.

A caller may put a key anywhere: in a path (``/v1/models/<key>``), a query or a header that is logged. What
looks like a secret is masked wherever text is logged, also where it is percent-encoded. Characters that could
begin another line, or that a terminal obeys, are escaped.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from urllib.parse import unquote

MASK = "***"

_SECRET = re.compile(
    r"""
    (?P<prefix>
        (?<![A-Za-z0-9])
        (?: ctx_ | sk[-_] | pk[-_] | rk[-_] | sb_(?:secret|publishable)_ | unkey_ | gsk_ | xai- | hf_
          | r8_ | gh[a-z]_ | github_pat_ | glpat- | xox[a-z]- | whsec_ | AKIA | ASIA | AIza | ya29\.
          | pplx- | nvapi- )
    ) [A-Za-z0-9_\-]{6,} (?: \.[A-Za-z0-9_\-]+ )*
    | (?P<own> ctx_ | sb_secret_ ) [A-Za-z0-9_\-]{20,}
    | eyJ[A-Za-z0-9_\-]{6,} (?: \.[A-Za-z0-9_\-]* ){0,2}
    | (?P<scheme> \b(?:bearer|basic) [\s+]+ ) (?= [^\s]*\d ) [A-Za-z0-9_\-.~+/=]{8,}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Keys by the prefixes of their issuers, ours first; our own whole keys also in the middle of a word;
JSON Web Tokens; values of Authorization headers."""

_OPAQUE = re.compile(r"(?<![A-Za-z0-9])(?<!req_)(?=[A-Za-z]*[0-9])[A-Za-z0-9]{24,}")
"""What else may be a secret in a path: of our own ids only request ids are that long without a hyphen."""

_WORD = re.compile(r"[^\s\"'<>]+")

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, line and paragraph separators, changes of direction, lone surrogates."""

_DECODINGS = 5
PATH_MAX_CHARACTERS = 200
_PATH_READ_CHARACTERS = 3 * PATH_MAX_CHARACTERS
"""What is masked before the path is cut. Of a secret that is cut first too little is left to recognise."""


def mask_secrets(text: str) -> str:
    """Return ``text`` with ``***`` for what looks like a secret. Its prefix stays, to recognise it."""
    return _mask_in_any_spelling(text, _mask_known)


def one_line(text: str) -> str:
    r"""Return ``text`` with characters escaped (``\n``, ``\x1b``, ``\u2028``) that would break its line."""
    return _UNSAFE.sub(_escaped, text) if not text.isascii() or not text.isprintable() else text


def loggable(text: str) -> str:
    """Return ``text`` without secrets, on one line."""
    return one_line(mask_secrets(text))


def loggable_path(path: str) -> str:
    """Return the start of a request's path for a log line: at most 200 characters, masked more strictly."""
    return _loggable_path(path[:_PATH_READ_CHARACTERS])


@functools.lru_cache(maxsize=256)
def _loggable_path(path: str) -> str:
    return one_line(_mask_in_any_spelling(path, _mask_in_path)[:PATH_MAX_CHARACTERS])


def _mask_known(text: str) -> str:
    return _SECRET.sub(_masked, text)


def _mask_in_path(text: str) -> str:
    return _OPAQUE.sub(_mask_opaque, _mask_known(text))


def _masked(found: re.Match[str]) -> str:
    return f"{found['prefix'] or found['own'] or found['scheme'] or ''}{MASK}"


def _mask_in_any_spelling(text: str, mask: Callable[[str], str]) -> str:
    """Return ``text`` masked; of its percent-encoded words those decoded that hold a secret."""
    if "%" in text:
        text = _WORD.sub(lambda word: _mask_encoded(word.group(), mask), text)
    return mask(text)


def _mask_encoded(word: str, mask: Callable[[str], str]) -> str:
    if "%" not in word:
        return word
    decoded = word
    for _ in range(_DECODINGS):
        decoded = unquote(decoded)
    masked = mask(decoded)
    return word if masked == decoded else masked


def _mask_opaque(found: re.Match[str]) -> str:
    return f"{found.group()[:4]}{MASK}"


def _escaped(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")
