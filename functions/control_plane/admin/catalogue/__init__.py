"""``/portal/admin/models`` and ``/portal/admin/pools``: the catalogue with its states."""
