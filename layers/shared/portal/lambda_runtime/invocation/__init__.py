"""One invocation: from its event to the end of the work after its response."""
