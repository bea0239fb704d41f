"""``/portal/usage-*``: sums, requests with their receipts, exports, and the allowance of a plan."""
