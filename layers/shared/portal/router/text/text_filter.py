"""What of a model's text the customer reads: no control tokens, no reasoning, nothing after a stop string."""

from __future__ import annotations

from collections.abc import Sequence

from portal.router.text.control_filter import ControlFilter
from portal.router.text.heading_echo import HeadingEcho
from portal.router.text.stop_strings import StopMatcher


class TextFilter:
    """Feeds on an answer's text piece by piece; where the pieces are cut makes no difference to the whole.

    ``ended``: a stop string, or one of our guards, ended the text. ``stop_sequence`` is the customer's stop
    string that did. ``reasoned``: the model thought aloud, which the customer does not see.
    """

    def __init__(self, stops: Sequence[str] = (), guards: Sequence[str] = ()) -> None:
        self._control = ControlFilter(keep=stops)
        self._echo = HeadingEcho(guards)
        self._stops = StopMatcher(stops, guards)

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
        return self._stops.feed(self._echo.feed(self._control.feed(text)))

    def finish(self) -> str:
        """Return what was held back and is text after all."""
        rest = self._echo.feed(self._control.finish()) + self._echo.finish()
        return self._stops.feed(rest) + self._stops.finish()
