"""Access to the database: calls, outcomes of functions, timestamps, the audit log."""
