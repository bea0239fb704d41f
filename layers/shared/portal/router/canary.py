"""The call that asks a target for a few tokens, over the wire that its requests take. Pure."""

from __future__ import annotations

from portal.inference import InferenceRequest, Sampling, text_message
from portal.pools import Target
from portal.router import RouterCall

_PROMPT = "Say OK."


def canary_call(
    target: Target, max_tokens: int, *, client_reference: str, timeout_seconds: float, stream: bool = True
) -> RouterCall:
    conversation = None
    if target.wire == "v4":
        conversation = InferenceRequest(None, messages=(text_message("user", _PROMPT),))
    return RouterCall(
        _PROMPT,
        Sampling(max_tokens=max_tokens),
        conversation=conversation,
        stream=stream,
        client_reference=client_reference,
        timeout_seconds=timeout_seconds,
    )
