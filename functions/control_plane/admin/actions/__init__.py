"""Actions of operators. Each takes a reason and is written to the audit log."""
