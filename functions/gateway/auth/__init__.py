"""API keys on the hot path: reading, throttling guesses, caching, verifying."""
