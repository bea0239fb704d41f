"""Usage recording: events of the queue go into the ledger, scheduled jobs roll them up and reconcile them."""
