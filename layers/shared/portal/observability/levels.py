"""The log level of this project's own loggers."""

from __future__ import annotations

import logging
from typing import Literal

LogLevel = Literal["DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL"]
"""Lambda's level names (``WARN``) and Python's."""

_LOGGERS = ("portal", "functions")


def set_log_level(level: LogLevel) -> None:
    """Set the level of this project's loggers; libraries keep the level of the process."""
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(level)
