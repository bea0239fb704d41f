"""Metrics in log lines (``emf``), heartbeats of scheduled jobs, log levels, and log lines without secrets.

CloudWatch extracts metrics from log lines in its embedded metric format, so a metric is no network call.
"""
