"""``/portal/admin/*``: what operators of the platform read and do."""
