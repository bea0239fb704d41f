"""``/portal/models``: the catalogue for signed-in users."""
