"""Log lines for people: time, level, message, and the fields of the record."""

from __future__ import annotations

import json
import logging

from portal.observability.log_records import STANDARD_ATTRIBUTES, mask_records
from portal.observability.masking import one_line

_SERVER_LOGGERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi")


class ReadableFormatter(logging.Formatter):
    """``12:00:01.123 INFO request.served request_id=req_… status=200``.

    A stack trace follows in indented lines, so that no text in it looks like a line of its own.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03d %(levelname)s %(message)s", datefmt="%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        extra = {name: value for name, value in vars(record).items() if name not in STANDARD_ATTRIBUTES}
        fields = " ".join(f"{name}={_readable(str(value))}" for name, value in extra.items())
        line = one_line(super().formatMessage(record))
        return f"{line} {fields}" if fields else line

    def format(self, record: logging.LogRecord) -> str:
        first, *more = super().format(record).split("\n")
        return "\n".join([first, *(f"    {one_line(line)}" for line in more)])


def _readable(value: str) -> str:
    """Return ``value`` on one line, in quotes if it could be taken for several fields."""
    value = one_line(value)
    return json.dumps(value, ensure_ascii=False) if " " in value or '"' in value else value


def configure_logging(level: str) -> None:
    """Log to standard error. ``level`` is the lowest severity of the product's own loggers.

    uvicorn's loggers, which it configured before, log in the same format.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(ReadableFormatter())
    mask_records(handler)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _SERVER_LOGGERS:
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    for name in ("portal", "functions", "local"):
        logging.getLogger(name).setLevel(level)
