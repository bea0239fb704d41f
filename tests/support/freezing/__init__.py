"""Freezing built functions from outside, as Lambda does between two requests, and what happens meanwhile."""
