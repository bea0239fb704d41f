"""Tests of wire v4."""
