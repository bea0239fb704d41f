"""An inference request from its route to its settled usage event."""
