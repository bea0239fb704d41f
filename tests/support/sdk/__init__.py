"""Probes that run with an SDK of another interpreter, the gateway they call, and the expected findings."""
