"""``/portal/models``, ``/portal/status`` and ``/portal/docs``: the model catalogue."""
