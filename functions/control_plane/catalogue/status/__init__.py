"""``/portal/status``: whether each model serves, for everyone."""
