"""Anthropic's SDK against a gateway; see ``tests.support.sdk.probe``."""

from __future__ import annotations

import anthropic

from tests.support.sdk.anthropic_sdk import errors, messages, models, streams
from tests.support.sdk.probe import run

run(
    anthropic.__version__,
    {**messages.SCENARIOS, **streams.SCENARIOS, **models.SCENARIOS, **errors.SCENARIOS},
)
