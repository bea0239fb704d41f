"""Migrations are applied in the order of their versions, each of which is one migration's."""

from __future__ import annotations

from collections import Counter

from tests.database.server import MIGRATED


def test_no_two_migrations_share_a_version() -> None:
    """Supabase records by version what it applied, and fails at the second of two."""
    versions = Counter(path.name.partition("_")[0] for path in MIGRATED)
    assert [version for version, count in versions.items() if count > 1] == []
