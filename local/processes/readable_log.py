"""Log lines for people: time, level, message, and the fields of the record."""

from __future__ import annotations

import logging

_STANDARD_ATTRIBUTES = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class ReadableFormatter(logging.Formatter):
    """``12:00:01.123 INFO request.served request_id=req_… status=200``."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03d %(levelname)s %(message)s", datefmt="%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        extra = {name: value for name, value in vars(record).items() if name not in _STANDARD_ATTRIBUTES}
        fields = " ".join(f"{name}={value}" for name, value in extra.items())
        line = super().formatMessage(record)
        return f"{line} {fields}" if fields else line


def configure_logging(level: str) -> None:
    """Log to standard error. ``level`` is the lowest severity of the product's own loggers."""
    handler = logging.StreamHandler()
    handler.setFormatter(ReadableFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in ("portal", "functions", "local"):
        logging.getLogger(name).setLevel(level)
