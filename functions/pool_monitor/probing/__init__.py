"""Probes of routers and canary requests to targets: what is sent, when, and what its answer means."""
