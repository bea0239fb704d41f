"""The format of Unkey's keys: what cannot be one is refused without a call."""

from __future__ import annotations

import re

from portal.keys import KEY_PREFIX

KEY_BYTES = 24
"""Random bytes of a new key: 192 bits, 32 or 33 characters."""

_SHAPE = re.compile(rf"{KEY_PREFIX}_[1-9A-HJ-NP-Za-km-z]{{16,64}}")


def is_possible(api_key: str) -> bool:
    """Whether ``api_key`` is our prefix and base58 of the length that 16 to 46 bytes have.

    Keys of Unkey have no checksum, so a made-up key of the right shape costs a call.
    """
    return _SHAPE.fullmatch(api_key) is not None
