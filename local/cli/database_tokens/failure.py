"""The error of ``database-tokens``."""

from __future__ import annotations


class DatabaseTokensFailed(RuntimeError):
    """The key or the tokens cannot be made. The message says what to do."""
