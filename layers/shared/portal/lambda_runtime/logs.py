"""Logging as the managed runtime sets it up: a root handler on stdout that writes one JSON object per line.

Powertools' formatter is not used: importing it costs 12 ms of every cold start.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from contextvars import ContextVar
from typing import TextIO

from portal.observability.log_records import STANDARD_ATTRIBUTES, mask_records

_LEVELS = {"TRACE": logging.DEBUG, "FATAL": logging.CRITICAL}
"""Lambda's level names that Python does not have."""


current_request_id: ContextVar[str] = ContextVar("current_request_id")
"""Lambda's id of the running invocation; log lines of the invocation have it."""


class JsonFormatter(logging.Formatter):
    """Fields are named as in Lambda's JSON log format; each item of ``extra`` is a field, too.

    Lines are ASCII, so that no character ends a line or moves a cursor, and none fails to be written.
    """

    def format(self, record: logging.LogRecord) -> str:
        created = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, object] = {
            "timestamp": f"{created}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        request_id = current_request_id.get(None)
        if request_id is not None:
            line["requestId"] = request_id
        line.update({name: value for name, value in vars(record).items() if name not in STANDARD_ATTRIBUTES})
        if record.exc_info and record.exc_info[0] is not None:
            line["errorType"] = record.exc_info[0].__name__
            line["stackTrace"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def install(level: str, stream: TextIO = sys.stdout) -> None:
    """Log to ``stream`` and flush it after each line.

    A pipe is block-buffered by default: lines that an app prints (EMF metrics) would wait for a full buffer,
    in an environment that may be frozen or killed.
    """
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(line_buffering=True)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    mask_records(handler)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(_LEVELS.get(level, level))
    logging.captureWarnings(capture=True)
