"""Logging of the functions: the level of this project's own loggers, and records without secrets."""

from __future__ import annotations

import logging
from typing import Literal

from portal.observability.log_records import mask_records

LogLevel = Literal["DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL"]
"""Lambda's level names (``WARN``) and Python's."""

_LOGGERS = ("portal", "functions")


def set_log_level(level: LogLevel) -> None:
    """Set the level of this project's loggers; libraries keep the level of the process.

    The process's handlers, in Lambda those of the runtime, get masked records from then on.
    """
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(level)
    for handler in logging.getLogger().handlers:
        mask_records(handler)
