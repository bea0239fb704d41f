"""One call as an HTTP request: pure. Fields: reference cortensor-router 1.1-1.4."""

from __future__ import annotations

import orjson

from portal.pools import Target
from portal.router import RouterCall

_TEMPLATED, _RAW = 0, 1


def url_of(target: Target) -> str:
    url = f"{target.url.rstrip('/')}/api/v3/completions"
    return url if target.session_id is None else f"{url}/{target.session_id}"


def headers_of(target: Target) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Accept": "text/event-stream, application/json",
        # A compressed stream would come in lumps.
        "Accept-Encoding": "identity",
        "User-Agent": "cortensor-portal",
    }
    if target.auth_key is not None:
        headers["Authorization"] = f"Bearer {target.auth_key}"
    return headers


def is_streamed(call: RouterCall) -> bool:
    """Return whether the answer is to come as a stream: also where a stop string may end it early."""
    return call.stream or bool(call.sampling.stop)


def body_of(call: RouterCall) -> bytes:
    """Return the JSON body. A sampling parameter that was not asked for is left to the router.

    Stop strings are not sent. A router that knew them would cut the text without saying at which it did,
    and customers are told; so we watch for them ourselves and leave the call when one has come.
    """
    sampling = call.sampling
    body: dict[str, object] = {
        "prompt": call.prompt,
        "prompt_type": _RAW if call.raw_prompt else _TEMPLATED,
        "prompt_template": "",
        "stream": is_streamed(call),
        "timeout": max(1, int(call.timeout_seconds)),
        "client_reference": call.client_reference,
    }
    asked_for = {
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "presence_penalty": sampling.presence_penalty,
        "frequency_penalty": sampling.frequency_penalty,
        "seed": sampling.seed,
    }
    body.update({name: value for name, value in asked_for.items() if value is not None})
    return orjson.dumps(body)
