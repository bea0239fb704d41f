"""Logging of the functions: levels of this project's loggers and of HTTP clients, records without secrets."""

from __future__ import annotations

import logging
from typing import Literal

from portal.observability.log_records import mask_records

LogLevel = Literal["DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL"]
"""Lambda's level names (``WARN``) and Python's."""

_LOGGERS = ("portal", "functions")

_HTTP_CLIENTS = ("httpx", "httpcore")
"""They log a line of level INFO for each call: one for every fetch of the policy, and with the URL what is
looked up, such as an e-mail address."""


def set_log_level(level: LogLevel) -> None:
    """Set the level of this project's loggers; libraries keep the level of the process, HTTP clients WARNING.

    The process's handlers, in Lambda those of the runtime, get masked records from then on.
    """
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(level)
    for name in _HTTP_CLIENTS:
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        mask_records(handler)
