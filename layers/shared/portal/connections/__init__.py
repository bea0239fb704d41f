"""Connections that are kept open between requests, in an environment that may be frozen meanwhile.

A peer may close, reset or forget a connection while the environment is frozen. How each kind is found:

- **Idle for longer than its peer keeps it**, by ``portal.web.elapsed``: closed, never used again.
- **Closed or reset meanwhile**: the socket is readable. It is polled before it is used, because the event
  loop, which was frozen too, has not seen it yet.
- **Silent** (a NAT or load balancer forgot it, and its packets vanish): nothing tells, before something is
  sent. A connection that was used less than ``TRUSTED_SECONDS`` ago is alive. On another one, a call that may
  be sent twice is sent again on a new connection after ``SILENT_SECONDS``; a call that may not be sent twice
  uses a new connection from the start. Calls of routers are preceded by a check of the connection
  (``portal.router.aiohttp_connections``).
"""

TRUSTED_SECONDS = 0.5
"""A connection that was used this recently is used again without precautions."""

SILENT_SECONDS = 0.2
"""Without any answer for this long, a connection that is not trusted is taken for dead."""
