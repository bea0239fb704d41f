"""``/portal/usage-*``: summaries, single requests, export."""
