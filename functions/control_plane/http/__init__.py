"""What every route shares: errors, caching headers, body limit, OpenAPI, idempotency, pagination."""
