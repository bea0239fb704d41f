"""Scheduled jobs of the usage ledger: maintenance every minute, reconciliation every night."""
