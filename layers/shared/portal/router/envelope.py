"""What a call has on every wire: its address, its headers and the fields beside the prompt. Pure.

Source: docs/protocols/cortensor-router.md, "Address and authentication", "Routes", "Sessions",
"Request fields".
"""

from __future__ import annotations

from portal.pools import Target
from portal.pools.wires import WireName
from portal.router import RouterCall


def request_url(target: Target, wire: WireName) -> str:
    url = f"{target.url.rstrip('/')}/api/{wire}/completions"
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


def envelope_fields(call: RouterCall) -> dict[str, object]:
    """Return the fields. Sampling parameters that the request omits are omitted here, too.

    Stop strings are not sent: a router that applied them would cut the text without saying which one
    matched, and customers receive that. The client matches them itself and then ends the call.
    """
    sampling = call.sampling
    fields: dict[str, object] = {
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
    fields.update({name: value for name, value in parameters.items() if value is not None})
    return fields
