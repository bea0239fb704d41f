"""Reading a router's answer as its bytes arrive. Pure: bytes in, text and facts out."""

from __future__ import annotations

import orjson

from portal.errors import PortalError
from portal.inference import FinishReason, TokenUsage
from portal.router import failures
from portal.router.v3 import bodies

MAX_LINE_BYTES = 1 << 20

_UNKNOWN, _STREAM, _JSON = range(3)
_BOM = b"\xef\xbb\xbf"


class AnswerDecoder:
    """One answer, a server-sent event stream or one JSON object: its first byte tells, not what was asked.

    After each ``feed`` the attributes say what is known so far. ``failure`` is to be raised once the text
    returned before it has been handed on. ``ended``: nothing more is needed. ``finish_reason`` None: still
    going. Where several miners answer, the first to say something is listened to and nobody else
    (reference: cortensor-router 1.6).
    """

    def __init__(self) -> None:
        self.finish_reason: FinishReason | None = None
        self.usage: TokenUsage | None = None
        self.failure: PortalError | None = None
        self.ended = False
        self._kind = _UNKNOWN
        self._tail = b""
        self._chunks: list[bytes] = []
        self._broken = b""
        self._spoke = False
        self._task: object = None
        self._id: object = None
        self._index = 0
        self._silent_ending: str | None = None

    def feed(self, data: bytes) -> str:
        """Take the bytes of one network read and return the text in them."""
        if self.ended:
            return ""
        if self._kind is _JSON:
            self._chunks.append(data)
            return ""
        if self._tail:
            data = self._tail + data
        if self._kind is _UNKNOWN:
            data = self._recognised(data)
            if self._kind is not _STREAM:
                return ""
        end = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        self._tail = data[end:]
        if len(self._tail) > MAX_LINE_BYTES:
            self._fail(failures.unreadable())
            return ""
        return self._lines(data[:end])

    def close(self) -> str:
        """Say that no more bytes will come and return what text was still to be read."""
        text = ""
        if not self.ended:
            text = self._whole(b"".join(self._chunks)) if self._kind is _JSON else self._lines(self._tail)
        if self.finish_reason is None and self.failure is None:
            if self._silent_ending and not self._spoke:
                self._finish(self._silent_ending)
            else:
                # Without its end a stream is cut, however much of it there is.
                self._fail(failures.pending())
        self.ended = True
        return text

    def _recognised(self, data: bytes) -> bytes:
        """Learn the kind from the first byte and return what is there of a stream."""
        start = data.removeprefix(_BOM).lstrip()
        if not start or _BOM.startswith(start):
            self._tail = data
            return b""
        self._tail = b""
        # "<" begins a proxy's page: no stream, and no JSON either, as will turn out.
        if start[:1] in b'{["<':
            self._kind = _JSON
            self._chunks.append(start)
            return b""
        self._kind = _STREAM
        return start

    def _lines(self, data: bytes) -> str:
        texts: list[str] = []
        for line in data.splitlines():
            if line[:5] == b"data:":
                self._data(line[5:], texts)
                if self.ended:
                    break
        return texts[0] if len(texts) == 1 else "".join(texts)

    def _data(self, payload: bytes, texts: list[str]) -> None:
        if self._broken:
            payload = self._broken + b"\n" + payload
        try:
            frame = orjson.loads(payload)
        except orjson.JSONDecodeError:
            if payload.strip() == b"[DONE]":
                self._done()
                return
            # One event may spread its data over lines.
            self._broken = payload
            if len(payload) > MAX_LINE_BYTES:
                self._fail(failures.unreadable())
            return
        self._broken = b""
        if isinstance(frame, dict):
            self._frame(frame, texts)
        else:
            self._fail(failures.unreadable())

    def _frame(self, frame: bodies.Body, texts: list[str]) -> None:
        if self._spoke and not self._is_ours(frame):
            return
        choices = frame.get("choices")
        if not choices or "error" in frame:
            failure = bodies.failure_of(frame)
            if failure is not None:
                self._fail(failure)
                return
        if isinstance(choices, list):
            for choice in choices:
                if isinstance(choice, dict):
                    self._choice(frame, choice, texts)
        if frame.get("usage"):
            self.usage = bodies.usage_of(frame) or self.usage
        if self.finish_reason is not None and self.usage is not None:
            self.ended = True

    def _choice(self, frame: bodies.Body, choice: bodies.Body, texts: list[str]) -> None:
        text = bodies.text_of(choice)
        if not self._spoke:
            if not text:
                # It may be the only miner, or one of several that has nothing to say.
                self._silent_ending = bodies.finish_of(choice) or self._silent_ending
                return
            self._listen_to(frame, choice)
        elif bodies.index_of(choice) != self._index:
            return
        if self.finish_reason is not None:
            return
        if text:
            texts.append(text)
        if choice.get("finish_reason"):
            self._finish(bodies.finish_of(choice))

    def _finish(self, reason: str | None) -> None:
        if not reason:
            return
        if bodies.is_failure(reason):
            self._fail(failures.rejected(None, ""))
            return
        self.finish_reason = bodies.finish_reason(reason)

    def _done(self) -> None:
        self.ended = True
        if self.finish_reason is not None:
            return
        if self._spoke:
            self.finish_reason = "stop"
        elif self._silent_ending:
            self._finish(self._silent_ending)
        else:
            self._fail(failures.pending())

    def _whole(self, data: bytes) -> str:
        try:
            body = orjson.loads(data)
        except orjson.JSONDecodeError:
            # Cut short, or a proxy's page.
            body = None
        if not isinstance(body, dict):
            self._fail(failures.unreadable())
            return ""
        failure = bodies.failure_of(body)
        if failure is not None:
            self._fail(failure)
            return ""
        texts: list[str] = []
        for choice in bodies.choices_of(body):
            self._choice(body, choice, texts)
        self.usage = bodies.usage_of(body)
        text = "".join(texts)
        if not text or bodies.is_urn(text):
            self.finish_reason = None
            text = self._bare(body)
        if self.failure is not None:
            return ""
        if self.finish_reason is None:
            self._finish((not text and self._silent_ending) or "stop")
        return text

    def _bare(self, body: bodies.Body) -> str:
        """Return the text of a body whose choices have none; without any it is pending, or rightly empty."""
        pending = bodies.is_pending(body)
        text = "" if pending else bodies.bare_text(body)
        if not text and (pending or not self._silent_ending):
            self._fail(failures.pending())
        return text

    def _listen_to(self, frame: bodies.Body, choice: bodies.Body) -> None:
        self._spoke = True
        self._task, self._id = frame.get("task_id"), frame.get("id")
        self._index = bodies.index_of(choice)
        self.usage = None

    def _is_ours(self, frame: bodies.Body) -> bool:
        if self._task is None and frame.get("id") == self._id:
            return True
        task = frame.get("task_id")
        if task is not None and self._task is not None:
            return task == self._task
        number = frame.get("id")
        return number == self._id or number is None or self._id is None

    def _fail(self, failure: PortalError) -> None:
        self.ended = True
        if self.finish_reason is not None:
            # The text is whole; what goes wrong afterwards takes nothing from it.
            return
        begun = self._spoke and self._kind is _STREAM
        self.failure = failures.interrupted() if begun else failure
