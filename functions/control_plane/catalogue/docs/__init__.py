"""``/portal/docs``: example calls of the hosted API, for everyone."""
