"""The pool monitor on one machine: the invocations that EventBridge starts in AWS."""
