"""What an Unkey key looks like: refusing what cannot be one before anybody is asked."""

from __future__ import annotations

import re

from portal.keys import KEY_PREFIX

KEY_BYTES = 24
"""Random bytes of a new key: 192 bits, 32 or 33 characters."""

_SHAPE = re.compile(rf"{KEY_PREFIX}_[1-9A-HJ-NP-Za-km-z]{{16,64}}")


def is_possible(secret: str) -> bool:
    """Whether ``secret`` is our prefix and base58 of a length that Unkey makes of 16 to 46 bytes.

    There is no checksum in it: Unkey makes the key. A made-up one of the right shape costs a call.
    """
    return _SHAPE.fullmatch(secret) is not None
