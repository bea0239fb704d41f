"""Record the events of the usage queue in the ledger."""
