"""Scheduled jobs: abandoned requests, daily rollups, partitions, reconciliation."""
