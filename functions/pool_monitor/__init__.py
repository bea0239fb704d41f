"""Probes every configured router, so that operators hear when one is down."""
