"""ASGI parts of both API functions, without ``BaseHTTPMiddleware``, which costs 170 µs per layer."""
