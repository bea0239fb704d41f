"""What is true of pools right now: published health and leases, beside what the database holds."""
