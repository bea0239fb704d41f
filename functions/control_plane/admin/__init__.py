"""``/portal/admin/*``: what operators of the platform see and do."""
