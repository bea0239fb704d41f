"""Puts the fragments of tool calls into the order in which customers get them. Pure.

Model servers number parallel calls and may interleave their fragments, but the streams of Anthropic and of
the Responses API have one call at a time. So one call is passed on as it arrives. A later one is held back
until the arguments of those before it are whole, which the next call or the end of the answer shows.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import orjson

from portal.inference import ArgumentsDelta, ToolCallStart
from portal.router import failures
from portal.router.v3.decoder import CallFragment

CallEvent = ToolCallStart | ArgumentsDelta


class _Call:
    """A call that has begun. ``held`` are the arguments that were not passed on yet."""

    __slots__ = ("arguments", "held", "id", "key", "name", "router_id")

    def __init__(self, key: object, call_id: str, router_id: str | None, name: str) -> None:
        self.key = key
        self.id = call_id
        self.router_id = router_id
        self.name = name
        self.arguments: list[str] = []
        self.held: list[str] = []

    @property
    def is_whole(self) -> bool:
        """Whether the arguments so far are one JSON object."""
        text = "".join(self.arguments)
        self.arguments = [text]
        if not text.rstrip().endswith("}"):
            return False
        try:
            return isinstance(orjson.loads(text), dict)
        except orjson.JSONDecodeError:
            return False


class ToolCallOrder:
    """Takes the fragments of one answer and returns events in order.

    A call without an id gets one, and so does one with the id of another: clients match results by it. A name
    that is repeated is taken once. Fragments without an index belong to the id that they name, else to the
    call that began last.
    """

    def __init__(self) -> None:
        self._calls: list[_Call] = []
        self._current = 0
        self._nameless: dict[object, list[str]] = {}
        self._ids: dict[object, str] = {}

    @property
    def is_whole(self) -> bool:
        """Whether nothing is held back and the last call has all its arguments, or there is no call."""
        last = len(self._calls) - 1
        return last < 0 or (self._current == last and self._calls[last].is_whole)

    def add(self, fragment: CallFragment) -> list[CallEvent]:
        """Raises StreamInterrupted for arguments of a call that had ended."""
        if fragment.name is None and fragment.id is None and fragment.arguments and len(self._calls) == 1:
            only = self._calls[0]
            if fragment.index is None or fragment.index == only.key:
                # As most fragments are.
                only.arguments.append(fragment.arguments)
                return [ArgumentsDelta(fragment.arguments)]
        call = self._call_of(fragment)
        events: list[CallEvent] = []
        if call is None:
            call = self._begin(fragment, events)
        if call is None or not fragment.arguments:
            return events
        self._take(call, fragment.arguments, events)
        return events

    def end(self) -> list[CallEvent]:
        """Return what was held back: the answer, or its calls, have ended.

        Raises RouterRejected if a call never got a name.
        """
        events: list[CallEvent] = []
        while self._current < len(self._calls) - 1:
            self._next(events)
        if self._nameless:
            raise failures.unreadable()
        return events

    def _call_of(self, fragment: CallFragment) -> _Call | None:
        """Return the call that the fragment continues, None if it begins one."""
        if fragment.index is None and fragment.id is None:
            return None if fragment.name and not self._repeats_name(fragment) else self._last
        for call in reversed(self._calls):
            if fragment.index is None:
                if call.router_id == fragment.id:
                    return call
            elif call.key == fragment.index:
                # Some servers number every call 0 (InternLM/lmdeploy#3412).
                is_other = fragment.id and call.router_id and fragment.id != call.router_id and fragment.name
                return None if is_other else call
        return None

    @property
    def _last(self) -> _Call | None:
        return self._calls[-1] if self._calls else None

    def _repeats_name(self, fragment: CallFragment) -> bool:
        """Whether a name without index or id is that of the last call again, whose arguments go on."""
        last = self._last
        return last is not None and last.name == fragment.name and not last.is_whole

    def _begin(self, fragment: CallFragment, events: list[CallEvent]) -> _Call | None:
        key = fragment.index if fragment.index is not None else fragment.id
        if fragment.name is None:
            if fragment.id:
                self._ids[key] = fragment.id
            if fragment.arguments:
                self._nameless.setdefault(key, []).append(fragment.arguments)
            return None
        router_id = fragment.id or self._ids.pop(key, None)
        is_own = router_id and all(call.id != router_id for call in self._calls)
        call_id = router_id if router_id and is_own else f"call_{uuid.uuid4().hex[:24]}"
        call = _Call(key, call_id, router_id, fragment.name)
        self._calls.append(call)
        if len(self._calls) == 1:
            events.append(ToolCallStart(call.id, call.name))
        else:
            self._advance(events)
        for arguments in self._nameless.pop(key, ()):
            self._take(call, arguments, events)
        return call

    def _take(self, call: _Call, arguments: str, events: list[CallEvent]) -> None:
        position = self._calls.index(call) if call is not self._calls[self._current] else self._current
        if position < self._current:
            if arguments.strip():
                raise failures.interrupted()
            return
        if position > self._current:
            call.held.append(arguments)
            return
        call.arguments.append(arguments)
        events.append(ArgumentsDelta(arguments))
        if self._current < len(self._calls) - 1:
            self._advance(events)

    def _advance(self, events: list[CallEvent]) -> None:
        """Pass on the calls that were held back, as far as those before them are whole."""
        while self._current < len(self._calls) - 1 and self._calls[self._current].is_whole:
            self._next(events)

    def _next(self, events: list[CallEvent]) -> None:
        self._current += 1
        call = self._calls[self._current]
        events.append(ToolCallStart(call.id, call.name))
        events.extend(self._released(call))

    def _released(self, call: _Call) -> Iterator[CallEvent]:
        if call.held:
            call.arguments += call.held
            yield ArgumentsDelta("".join(call.held))
            call.held.clear()
