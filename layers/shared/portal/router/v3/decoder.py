"""Decodes a router's response as its bytes arrive. Pure: bytes in, text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.errors import PortalError
from portal.inference import FinishReason, TokenUsage
from portal.router import failures
from portal.router.text.split_characters import SplitCharacters
from portal.router.v3 import bodies
from portal.router.v3.bodies import JsonBody
from portal.router.v3.event_stream import Frame, Mark, RouterEventStream
from portal.router.v3.frame_json import parse_json


@dataclass(frozen=True, slots=True)
class CallFragment:
    """What one frame says of a tool call. Each is None if the frame does not say it."""

    index: int | None
    id: str | None
    name: str | None
    arguments: str | None


_UNKNOWN, _STREAM, _JSON = range(3)
_BOM = b"\xef\xbb\xbf"


class ResponseDecoder:
    """Decodes one response: an event stream or one JSON object, which its first byte tells apart.

    ``take_calls`` returns what follows the text that was returned last: nothing on wire v3.

    After each ``feed`` the attributes are up to date. ``failure`` is the error to raise once the text
    returned before has been passed on. ``ended``: no more bytes are needed. ``has_text``: the model has
    begun, if only to reason; ``reasoned``: what it reasoned was not part of the text. ``finish_reason`` is
    None while the text continues. ``progress`` grows with
    every frame, and with every byte of a JSON object, but not with comments and pings, which say nothing
    about the model. Where several miners answer, the first one that sends text is followed and the others are
    ignored (docs/protocols/cortensor-router.md, "Streams").
    """

    def __init__(self) -> None:
        self.finish_reason: FinishReason | None = None
        self.usage: TokenUsage | None = None
        self.failure: PortalError | None = None
        self.ended = False
        self.progress = 0
        self._format = _UNKNOWN
        self._start = b""
        self._json_parts: list[bytes] = []
        self._events = RouterEventStream()
        self._characters = SplitCharacters()
        self.has_text = False
        self.reasoned = False
        self._task_id: object = None
        self._id: object = None
        self._choice_index = 0
        self._finish_without_text: str | None = None

    def feed(self, data: bytes) -> str:
        """Decode the bytes of one network read and return the text in them."""
        if self.ended:
            return ""
        if self._format is _JSON:
            self.progress += len(data)
            self._json_parts.append(data)
            return ""
        if self._format is _UNKNOWN:
            data = self._detect_format(self._start + data)
            if self._format is not _STREAM:
                return ""
        return self._frames(self._events.feed(data))

    def close(self) -> str:
        """Decode the end of the response and return the remaining text."""
        text = ""
        if not self.ended:
            if self._format is _JSON:
                text = self._whole(b"".join(self._json_parts))
            else:
                text = self._frames(self._events.close())
        if self.finish_reason is None and self.failure is None:
            if self._finish_without_text and not self.has_text:
                self._finish(self._finish_without_text)
            else:
                # A stream without its end is incomplete, however much of it has arrived.
                self._fail(failures.no_text())
        self.ended = True
        return text

    def take_calls(self) -> Sequence[str | CallFragment]:
        return ()

    def _detect_format(self, data: bytes) -> bytes:
        """Detect the format by the first byte and return the start of a stream."""
        start = data.removeprefix(_BOM).lstrip()
        if not start or _BOM.startswith(start):
            self._start = data
            return b""
        # "<" starts an HTML page of a proxy, which then fails to parse as JSON.
        if start[:1] in b'{["<':
            self._format = _JSON
            self.progress += len(start)
            self._json_parts.append(start)
            return b""
        self._format = _STREAM
        return start

    def _frames(self, frames: Sequence[Frame]) -> str:
        texts: list[str] = []
        for frame in frames:
            self.progress += 1
            if frame is Mark.DONE:
                self._done()
            elif frame is Mark.LOST:
                self._fail(failures.unreadable())
            else:
                self._frame(frame, texts)
            if self.ended:
                break
        text = self._joined(texts)
        return text if self.finish_reason is None else text + self._characters.finish()

    def _joined(self, texts: Sequence[str]) -> str:
        return self._characters.feed(texts[0] if len(texts) == 1 else "".join(texts))

    def _frame(self, frame: JsonBody, texts: list[str]) -> None:
        if self.has_text and not self._is_followed(frame):
            return
        choices = frame.get("choices")
        if not choices or "error" in frame:
            failure = bodies.failure(frame)
            if failure is not None:
                self._fail(failure)
                return
        if isinstance(choices, list):
            for choice in choices:
                if isinstance(choice, dict):
                    self._choice(frame, choice, texts)
        if frame.get("usage"):
            self.usage = bodies.token_usage(frame) or self.usage
        if self.finish_reason is not None and self.usage is not None:
            self.ended = True

    def _choice(self, frame: JsonBody, choice: JsonBody, texts: list[str]) -> None:
        text = bodies.choice_text(choice)
        if not self.has_text:
            if not text and not self._has_begun(choice):
                # Of the only miner, or of one among several that has no text.
                self._finish_without_text = bodies.raw_finish_reason(choice) or self._finish_without_text
                return
            self._follow(frame, choice)
        elif bodies.choice_index(choice) != self._choice_index:
            return
        if self.finish_reason is not None:
            return
        if text:
            texts.append(text)
        if choice.get("finish_reason"):
            self._finish(bodies.raw_finish_reason(choice))

    def _has_begun(self, choice: JsonBody) -> bool:  # noqa: ARG002
        """Whether a choice without text has something else of an answer."""
        return False

    def _finish(self, reason: str | None) -> None:
        if not reason:
            return
        if bodies.is_failure_reason(reason):
            self._fail(failures.rejected(None, ""))
            return
        self.finish_reason = bodies.finish_reason(reason)

    def _done(self) -> None:
        self.ended = True
        if self.finish_reason is not None:
            return
        if self.has_text:
            self.finish_reason = "stop"
        elif self._finish_without_text:
            self._finish(self._finish_without_text)
        else:
            self._fail(failures.no_text())

    def _whole(self, data: bytes) -> str:
        try:
            body = parse_json(data)
        except ValueError:
            # Incomplete, or a proxy's page.
            body = None
        if not isinstance(body, dict):
            self._fail(failures.unreadable())
            return ""
        failure = bodies.failure(body)
        if failure is not None:
            self._fail(failure)
            return ""
        texts: list[str] = []
        for choice in bodies.choices(body):
            self._choice(body, choice, texts)
        self.usage = bodies.token_usage(body)
        text = "".join(texts)
        if not (text or self.has_text) or bodies.is_urn(text):
            self.finish_reason = None
            texts = [self._text_without_choices(body)]
        if self.failure is not None:
            return ""
        if self.finish_reason is None:
            self._finish((not any(texts) and self._finish_without_text) or "stop")
        return self._joined(texts) + self._characters.finish()

    def _text_without_choices(self, body: JsonBody) -> str:
        """Return the text of a body whose choices have none; fail unless it may be empty."""
        pending = bodies.is_pending(body)
        text = "" if pending else bodies.text_without_choices(body)
        if not text and (pending or not self._finish_without_text):
            self._fail(failures.no_text())
        return text

    def _follow(self, frame: JsonBody, choice: JsonBody) -> None:
        """Follow the miner and the choice of the first text."""
        self.has_text = True
        self._task_id, self._id = frame.get("task_id"), frame.get("id")
        self._choice_index = bodies.choice_index(choice)
        self.usage = None

    def _is_followed(self, frame: JsonBody) -> bool:
        """Return whether ``frame`` is of the miner that is followed: by ``task_id``, else by ``id``."""
        if self._task_id is None and frame.get("id") == self._id:
            return True
        task_id = frame.get("task_id")
        if task_id is not None and self._task_id is not None:
            return task_id == self._task_id
        frame_id = frame.get("id")
        return frame_id == self._id or frame_id is None or self._id is None

    def _fail(self, failure: PortalError) -> None:
        self.ended = True
        if self.finish_reason is not None:
            # The text is complete; a later failure does not change it.
            return
        interrupted = self.has_text and self._format is _STREAM
        self.failure = failures.interrupted() if interrupted else failure
