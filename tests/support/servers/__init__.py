"""Servers on loopback ports: ASGI applications, raw connections, AWS services, free ports."""
