"""Control tokens in a response, which are removed.

Routers pass them through (docs/protocols/cortensor-router.md, "Control tokens").
"""

from __future__ import annotations

import re

NAMED = (
    "s",
    "think",
    "thinking",
    "bos",
    "eos",
    "pad",
    "unk",
    "start_of_turn",
    "end_of_turn",
    "im_start",
    "im_end",
)
"""Tokens written ``<name>`` or ``</name>``: Llama 2, Mistral, Gemma, Qwen, DeepSeek."""

LONGEST_NAME = 40

_WIDE_BAR = "\uff5c"
_WORD = rf"[^\W\d][\w▁]{{0,{LONGEST_NAME - 1}}}"
_BARRED = rf"\|/?{_WORD}\||{_WIDE_BAR}{_WORD}{_WIDE_BAR}"

BARRED = re.compile(rf"<(?:{_BARRED})>")
"""A whole token such as ``<|eot_id|>``; DeepSeek writes them with wide bars."""

BARRED_PREFIX = re.compile(rf"<(?:\|/?(?:{_WORD}\|?)?|{_WIDE_BAR}(?:{_WORD}{_WIDE_BAR}?)?)")
"""A prefix of a ``BARRED`` token."""
