"""Stores and environments for tests of router pools."""
