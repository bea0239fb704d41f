"""From the usage queue into the ledger."""
