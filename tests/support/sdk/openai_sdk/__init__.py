"""What OpenAI's SDK returns from the gateway: a probe and the expected findings."""
