"""Runs the prompt code, which pauses in long texts, from tests without an event loop."""

from __future__ import annotations

import asyncio

from portal.inference import InferenceRequest, Role, text_message
from portal.inference.escaping.control_tokens import break_control_tokens
from portal.inference.escaping.pauses import Pauses
from portal.inference.escaping.turn_headings import mark_turn_headings
from portal.inference.model_families import FAMILIES, ModelFamily
from portal.inference.prompt import router_prompt

GPT_OSS = FAMILIES["gpt-oss"]


def conversation(*messages: tuple[Role, str]) -> InferenceRequest:
    return InferenceRequest(model=None, messages=tuple(text_message(role, text) for role, text in messages))


def prompt_of(request: InferenceRequest, family: ModelFamily = GPT_OSS) -> str:
    return asyncio.run(router_prompt(request, family))


def marked(text: str) -> str:
    return asyncio.run(mark_turn_headings(text, Pauses()))


def broken(text: str, family: ModelFamily) -> str:
    return asyncio.run(break_control_tokens(text, family, Pauses()))
