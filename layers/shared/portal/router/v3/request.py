"""A call as an HTTP request of wire v3. Pure.

Source: docs/protocols/cortensor-router.md, "Address and authentication", "Routes", "Sessions",
"Request fields".
"""

from __future__ import annotations

import orjson

from portal.pools import Target
from portal.router import RouterCall

_TEMPLATED, _RAW = 0, 1


def request_url(target: Target) -> str:
    url = f"{target.url.rstrip('/')}/api/v3/completions"
    return url if target.session_id is None else f"{url}/{target.session_id}"


def request_headers(target: Target) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Accept": "text/event-stream, application/json",
        # Compression would buffer the stream.
        "Accept-Encoding": "identity",
        "User-Agent": "cortensor-portal",
    }
    if target.auth_key is not None:
        headers["Authorization"] = f"Bearer {target.auth_key}"
    return headers


def request_body(call: RouterCall) -> bytes:
    """Return the JSON body. Sampling parameters that the request omits are omitted here, too.

    Stop strings are not sent: a router that applied them would cut the text without saying which one
    matched, and customers receive that. The client matches them itself and then ends the call.
    """
    sampling = call.sampling
    body: dict[str, object] = {
        "prompt": call.prompt,
        "prompt_type": _RAW if call.raw_prompt else _TEMPLATED,
        "prompt_template": "",
        "stream": call.stream,
        "timeout": max(1, int(call.timeout_seconds)),
        "client_reference": call.client_reference,
    }
    parameters = {
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "presence_penalty": sampling.presence_penalty,
        "frequency_penalty": sampling.frequency_penalty,
        "seed": sampling.seed,
    }
    body.update({name: value for name, value in parameters.items() if value is not None})
    return orjson.dumps(body)
