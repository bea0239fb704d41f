"""``/portal/organizations``: organizations and their members."""
