"""The demo account of ``make dev``: its API key, and two weeks of usage."""
