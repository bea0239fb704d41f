"""The streaming Lambda runtime: runs a ``Mangum`` handler and streams its responses to the Runtime API.

The managed Python runtime sends a response only when it is complete. ``stream-wrapper`` (the function's
``AWS_LAMBDA_EXEC_WRAPPER``) starts this package instead:

    import the handler → [SnapStart: snapshot, restore] → lifespan startup
    → { next event → response, streamed as it is written → work after the response } … → lifespan shutdown

``process`` is that life cycle, ``invocation`` handles one event, ``runtime_api`` is the client. Events,
scopes and the lifespan are Mangum's (``infer``, ``.scope``, ``.body``, ``LifespanCycle``); only the response
path is our own. Nothing imports this package: apps use ``portal.web.lifetime``. Once the managed runtime
streams, this folder and one environment variable can be removed.

Protocol: docs/protocols/lambda-runtime.md.
"""
