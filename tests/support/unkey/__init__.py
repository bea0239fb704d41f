"""A stand-in for Unkey, faithful to what its source does (reference: unkey-supabase A4-A6, A9).

Bodies are checked with the SDK's own models, in and out, and with the bounds that the models leave out.
It is started on a port: ``python -m tests.support.unkey --port 8791``.
"""
