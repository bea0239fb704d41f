"""Failures of the usage commands. Messages are one sentence."""

from __future__ import annotations


class DifferencesFound(RuntimeError):
    """Reconciliation found differences."""


class UsageFailed(RuntimeError):
    """A usage command failed, wholly or in part."""
