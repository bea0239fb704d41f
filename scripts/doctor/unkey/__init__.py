"""Checks of Unkey: its API, and whether each root key has exactly its permissions (docs/limits.md)."""
