"""Reads a router's event stream: bytes in, JSON frames out. Pure.

Source: docs/protocols/cortensor-router.md, "Streams".
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from portal.router.v3.frame_json import parse_json

MAX_FRAME_BYTES: Final = 1 << 20

_PINGS = frozenset({b"ping", b"pong", b"heartbeat", b"keepalive", b"keep-alive", b"keep_alive"})
_DONE = frozenset({b"[done]", b"done"})
_BEFORE_FIELDS = b"\xef\xbb\xbf \t"


class Mark(Enum):
    """A frame without a JSON object."""

    DONE = auto()
    """The terminator."""
    LOST = auto()
    """A frame that cannot be read, so text may be missing."""


Frame = Mapping[str, object] | Mark


class RouterEventStream:
    """Splits bytes into frames, wherever they are cut.

    Lines end with LF, CR or CRLF. The first data line of an event is parsed at once, since some routers put
    no blank line between frames; one that starts like a JSON object and is incomplete goes on in the data
    lines that follow, up to the blank line. Comments, pings, empty data and data that is no JSON object are
    not frames, and end nothing.
    """

    def __init__(self) -> None:
        self._partial_line = b""
        self._partial_data: list[bytes] = []
        self._partial_bytes = 0
        self._event = b""
        self._skips_line_feed = False

    def feed(self, data: bytes) -> list[Frame]:
        if self._skips_line_feed:
            if not data:
                return []
            # The CR before it has ended the line.
            data = data.removeprefix(b"\n")
            self._skips_line_feed = False
        if self._partial_line:
            data = self._partial_line + data
        if data.endswith(b"\n"):
            self._partial_line = b""
            return self._lines(data)
        end = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        self._partial_line = data[end:]
        self._skips_line_feed = 0 < end == len(data)
        frames = self._lines(data[:end])
        if len(self._partial_line) > MAX_FRAME_BYTES:
            self._partial_line = b""
            frames.append(Mark.LOST)
        return frames

    def close(self) -> list[Frame]:
        """Return the frames of the last line, which may have no line break."""
        frames = self._lines(self._partial_line)
        self._partial_line = b""
        self._end_event(frames)
        return frames

    def _lines(self, data: bytes) -> list[Frame]:
        frames: list[Frame] = []
        for line in data.splitlines():
            if line[:5] == b"data:":
                self._data(line[5:], frames)
            elif line:
                self._other(line, frames)
            elif self._partial_data or self._event:
                self._end_event(frames)
        return frames

    def _other(self, line: bytes, frames: list[Frame]) -> None:
        """Read a line that is no plain data line; a field may stand behind a BOM or blanks."""
        line = line.lstrip(_BEFORE_FIELDS)
        name, _, value = line.partition(b":")
        name = name.lower()
        if name == b"data":
            self._data(value, frames)
        elif name == b"event":
            self._event = value.strip().lower()

    def _data(self, payload: bytes, frames: list[Frame]) -> None:
        if self._partial_data:
            self._partial_data.append(payload)
            self._partial_bytes += len(payload)
            if self._partial_bytes > MAX_FRAME_BYTES:
                self._forget()
                frames.append(Mark.LOST)
            return
        if self._event in _PINGS:
            return
        try:
            frame = parse_json(payload)
        except ValueError:
            self._not_json(payload, frames)
            return
        if isinstance(frame, dict):
            if "choices" in frame:
                frames.append(frame)
                return
            if self._event == b"error" and not ("error" in frame or "message" in frame):
                frames.append({"error": frame})
            elif not _is_ping(frame):
                frames.append(frame)
        elif isinstance(frame, str) and frame.strip().lower().encode("utf-8", "replace") in _DONE:
            frames.append(Mark.DONE)

    def _not_json(self, payload: bytes, frames: list[Frame]) -> None:
        text = payload.strip()
        if text.lower() in _DONE:
            frames.append(Mark.DONE)
        elif text[:1] == b"{":
            self._partial_data = [payload]
            self._partial_bytes = len(payload)
        elif self._event == b"error" and text:
            frames.append({"error": text.decode("utf-8", "replace")})

    def _end_event(self, frames: list[Frame]) -> None:
        self._event = b""
        if not self._partial_data:
            return
        try:
            frame = parse_json(b"\n".join(self._partial_data))
        except ValueError:
            frames.append(Mark.LOST)
        else:
            frames.append(frame if isinstance(frame, dict) else Mark.LOST)
        self._forget()

    def _forget(self) -> None:
        self._partial_data = []
        self._partial_bytes = 0


def _is_ping(frame: Mapping[str, object]) -> bool:
    if not frame:
        return True
    if "error" in frame:
        return False
    kind = frame.get("type") or frame.get("event") or frame.get("object")
    return isinstance(kind, str) and kind.lower().encode("utf-8", "replace") in _PINGS
