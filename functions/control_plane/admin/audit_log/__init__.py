"""``/portal/admin/audit-log``: the audit log."""
