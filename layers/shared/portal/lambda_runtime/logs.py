"""What the stock runtime does for logging: a root handler on stdout, here always one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys
import time
from contextvars import ContextVar
from typing import TextIO

_LEVELS = {"TRACE": logging.DEBUG, "FATAL": logging.CRITICAL}
"""Lambda's own level names that Python has not."""


current_request: ContextVar[str] = ContextVar("current_request")
"""Lambda's id of the invocation under way; every line logged on its behalf carries it."""

_OF_EVERY_RECORD = frozenset((*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"))


class JsonFormatter(logging.Formatter):
    """Field names are those of Lambda's JSON log format; whatever a call has in ``extra`` is a field, too."""

    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, object] = {
            "timestamp": f"{moment}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        request_id = current_request.get(None)
        if request_id is not None:
            line["requestId"] = request_id
        line.update({name: value for name, value in vars(record).items() if name not in _OF_EVERY_RECORD})
        if record.exc_info and record.exc_info[0] is not None:
            line["errorType"] = record.exc_info[0].__name__
            line["stackTrace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def install(level: str, stream: TextIO = sys.stdout) -> None:
    """Log to ``stream``, and let every line written to it out at once.

    A pipe is block-buffered by default: what an app prints (EMF metrics) would wait for a full buffer, in
    an environment that may be frozen or killed.
    """
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(line_buffering=True)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(_LEVELS.get(level, level))
    logging.captureWarnings(capture=True)
