"""``/portal/api-keys``, and the reconciliation of the key service with our database."""
