"""The demo account: its API key, and two weeks of usage."""
