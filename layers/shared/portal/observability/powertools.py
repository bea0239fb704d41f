"""Powertools' logger of the scheduled functions, with lines without secrets.

It has a handler and a formatter of its own, which ``set_log_level`` does not reach.
"""

from __future__ import annotations

import json
import logging
import sys

from aws_lambda_powertools import Logger

from portal.observability.masking import mask_secrets


def masked_logger(service: str, name: str) -> Logger:
    """Return the logger ``name``, whose lines on standard output have the field ``service`` and are ASCII."""
    logger = Logger(service=service, logger_name=name, json_serializer=_masked_json)
    handler = logger.registered_handler
    if isinstance(handler, logging.StreamHandler):
        # Loggers of one name share a handler, which keeps the standard output of the first one.
        handler.stream = sys.stdout
    return logger


def _masked_json(fields: dict[str, object]) -> str:
    return json.dumps(_masked(fields), default=lambda value: mask_secrets(str(value)))


def _masked(value: object) -> object:
    if isinstance(value, str):
        return mask_secrets(value)
    if isinstance(value, dict):
        return {_masked(name): _masked(item) for name, item in value.items()}
    return [_masked(item) for item in value] if isinstance(value, list | tuple) else value
