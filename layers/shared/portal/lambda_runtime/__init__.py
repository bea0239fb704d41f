"""The streaming Lambda runtime: a Runtime API client that runs a ``Mangum`` handler and streams its answers.

The managed Python runtime sends an answer only when it is whole. ``stream-wrapper`` (the function's
``AWS_LAMBDA_EXEC_WRAPPER``) starts this package in its place:

    import the handler → [SnapStart: snapshot, restore] → lifespan startup
    → { next event → answer, streamed as it is written → what runs after it } … → lifespan shutdown

Events, scopes and the lifespan are Mangum's (``infer``, ``.scope``, ``.body``, ``LifespanCycle``); only the
response path is ours. Nothing imports this package: what an app may use of it is in ``portal.web.lifetime``.
When the managed runtime streams by itself, this folder and one environment variable go away.

Protocol: AWS Lambda developer guide, "Building a custom runtime" and "Response streaming"; API Gateway
developer guide, "Set up a Lambda proxy integration with payload response streaming".
"""
