"""The body of a call on wire v3: one prompt text. Pure.

Source: docs/protocols/cortensor-router.md, "Request fields".
"""

from __future__ import annotations

import orjson

from portal.router import RouterCall
from portal.router.envelope import envelope_fields

_TEMPLATED, _RAW = 0, 1


def request_body(call: RouterCall) -> bytes:
    """Return the JSON body."""
    prompt: dict[str, object] = {
        "prompt": call.prompt,
        "prompt_type": _RAW if call.raw_prompt else _TEMPLATED,
        "prompt_template": "",
    }
    return orjson.dumps(prompt | envelope_fields(call))
