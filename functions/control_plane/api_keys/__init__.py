"""``/portal/api-keys``, and keeping the key service in line with the database."""
