"""Log records without secrets, each on one line, whatever formatter writes them."""

from __future__ import annotations

import logging

from portal.observability.masking import loggable, mask_secrets

STANDARD_ATTRIBUTES = frozenset((*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"))
"""Attributes that every record may have; the others are items of ``extra``."""


class _MaskingFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg, record.args = loggable(record.getMessage()), ()
        for name, value in vars(record).items():
            if name not in STANDARD_ATTRIBUTES:
                setattr(record, name, _loggable_value(value))
        if record.exc_info and record.exc_info[0] is not None and record.exc_text is None:
            record.exc_text = mask_secrets(_FORMATTER.formatException(record.exc_info))
        return True


def _loggable_value(value: object) -> object:
    if isinstance(value, str):
        return loggable(value)
    if isinstance(value, dict):
        return {_loggable_value(name): _loggable_value(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_loggable_value(item) for item in value]
    return value if value is None or isinstance(value, int | float) else loggable(str(value))


_FORMATTER = logging.Formatter()
_FILTER = _MaskingFilter()


def mask_records(handler: logging.Handler) -> None:
    """Mask the message, the items of ``extra`` and the stack trace of each record that ``handler`` gets.

    ``exc_text``, which formatters use instead of ``exc_info``, gets the stack trace; its line breaks stay.
    """
    handler.addFilter(_FILTER)
