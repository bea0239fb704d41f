"""All filters: removes control tokens, reasoning, and everything from a stop string on."""

from __future__ import annotations

from collections.abc import Sequence

from portal.router.text.control_filter import ControlFilter
from portal.router.text.heading_echo import HeadingEchoFilter
from portal.router.text.stop_strings import StopMatcher


class TextFilter:
    """Filters a model's text chunk by chunk; where it is cut does not change the result.

    ``ended``: a stop string or one of ``role_guards`` ended the text. ``stop_sequence`` is the customer's
    stop string that did. ``reasoned``: the model wrote reasoning, which the customer does not see.
    """

    def __init__(self, stops: Sequence[str] = (), role_guards: Sequence[str] = ()) -> None:
        self._control = ControlFilter(preserved=stops)
        self._heading_echo = HeadingEchoFilter(role_guards)
        self._stops = StopMatcher(stops, role_guards)

    @property
    def ended(self) -> bool:
        return self._stops.ended

    @property
    def stop_sequence(self) -> str | None:
        return self._stops.matched

    @property
    def reasoned(self) -> bool:
        return self._control.reasoned

    def feed(self, text: str) -> str:
        return self._stops.feed(self._heading_echo.feed(self._control.feed(text)))

    def finish(self) -> str:
        """Return the text that was held back."""
        rest = self._heading_echo.feed(self._control.finish()) + self._heading_echo.finish()
        return self._stops.feed(rest) + self._stops.finish()
