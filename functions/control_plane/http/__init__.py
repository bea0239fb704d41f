"""HTTP behaviour of every route: errors, caching headers, body limit, OpenAPI, idempotency, pagination."""
