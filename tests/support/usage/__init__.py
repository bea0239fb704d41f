"""Usage events and a usage ledger in memory."""
