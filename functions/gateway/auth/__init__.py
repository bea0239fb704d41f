"""API keys on the hot path: reading credentials, throttling guesses, caching, verifying."""
