"""How much our own code logs."""

from __future__ import annotations

import logging
from typing import Literal

LogLevel = Literal["DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL"]
"""Lambda's names (``WARN``) and Python's."""

_OURS = ("portal", "functions")


def log_from(level: LogLevel) -> None:
    """Log what is at least as severe as ``level``; libraries keep the level of the process."""
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
