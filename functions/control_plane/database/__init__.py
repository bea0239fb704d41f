"""Calls of the database: one call and its errors, decided outcomes, timestamps, the audit log."""
