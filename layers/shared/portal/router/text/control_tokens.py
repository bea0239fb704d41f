"""The marks with which chat templates and models separate turns, reasoning and text.

Routers hand them through in both directions (reference: cortensor-router 1.5): in a prompt they could open
somebody else's turn, in an answer they are noise.
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
_PLAIN = rf"/?(?:{'|'.join(NAMED)})"

IN_PROMPT = re.compile(rf"<(?=(?:{_BARRED}|{_PLAIN}|</?SYS>)>)|\[(?=/?INST\])")
"""The first character of a control token, wherever one stands. Tokens are spelled in one case only."""

BARRED = re.compile(rf"<(?:{_BARRED})>")
"""A whole token such as ``<|eot_id|>``; DeepSeek writes them with wide bars."""

BARRED_BEGUN = re.compile(rf"<(?:\|/?(?:{_WORD}\|?)?|{_WIDE_BAR}(?:{_WORD}{_WIDE_BAR}?)?)")
"""What may still become a ``BARRED``."""
