"""``/portal/me`` and ``/portal/profile``: the signed-in person and their account."""
