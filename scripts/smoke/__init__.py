"""``make smoke URL=…``: calls a running API as a customer does, a deployed one or that of ``make dev``.

It costs about a dozen short requests of the key. The exit code is 1 if any check failed.
"""
