"""Probes every configured router on a schedule and reports the ones that are down."""
