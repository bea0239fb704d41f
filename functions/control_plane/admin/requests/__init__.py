"""Requests to the gateway as operators see them: receipts and request logs."""
