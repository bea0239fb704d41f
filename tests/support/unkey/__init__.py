"""A stand-in for Unkey that behaves as Unkey's source does (docs/protocols/unkey.md).

Requests and responses are validated with the SDK's own models, and with the bounds that the models leave out.
Start it on a port with ``python -m tests.support.unkey --port 8791``.
"""
