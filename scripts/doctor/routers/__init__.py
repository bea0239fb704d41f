"""Checks of the configured routers: each answers, is reached safely, and serves each of its sessions."""
