"""The wires that routers speak, and what each carries.

``v3``: one prompt text. ``v4``: structured messages, tools and output formats. Both by
docs/protocols/cortensor-router.md; ``portal.router.wires`` implements them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from portal.inference import Feature

WireName = Literal["v3", "v4"]

DEFAULT_WIRE: Final[WireName] = "v3"

FEATURES: Final[Mapping[WireName, frozenset[Feature]]] = {
    "v3": frozenset(),
    "v4": frozenset(("tools", "json")),
}
