"""The request log, and the metrics in its lines."""
