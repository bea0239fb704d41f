"""``/portal/admin/find``: search for users, organisations, API keys and requests."""
