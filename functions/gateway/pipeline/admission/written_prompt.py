"""What a router gets to read of a request, by the wire that it speaks."""

from __future__ import annotations

from typing import NamedTuple

from portal.inference import InferenceRequest
from portal.inference.conversation import router_conversation
from portal.inference.conversation_tokens import conversation_texts, estimate_conversation
from portal.inference.model_families import ModelFamily
from portal.inference.prompt import router_prompt
from portal.inference.tokens import estimate_tokens
from portal.pools.wires import WireName


class WrittenPrompt(NamedTuple):
    """``text`` is the prompt of wire v3. With a ``conversation`` that is sent, and ``text`` is all text in
    it. ``tokens`` is our estimate.
    """

    text: str
    conversation: InferenceRequest | None
    tokens: int


async def write_prompt(request: InferenceRequest, wire: WireName, family: ModelFamily) -> WrittenPrompt:
    """Write ``request`` for a model of ``family``.

    A prompt without a conversation goes over wire v3, which routers of v4 speak too: v4 has no raw prompt.
    """
    if wire == "v3" or request.prompt is not None:
        text = await router_prompt(request, family)
        return WrittenPrompt(text, None, estimate_tokens(text))
    conversation = await router_conversation(request, family)
    text = "\n".join(conversation_texts(conversation))
    return WrittenPrompt(text, conversation, estimate_conversation(conversation))
