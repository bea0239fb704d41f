"""Metrics in log lines that are written anyway (``emf``), and log levels.

CloudWatch extracts metrics from log lines in its embedded metric format, so a metric is no network call.
"""
