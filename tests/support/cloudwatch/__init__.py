"""CloudWatch as far as alarms need it: metrics read from log lines, statistics, metric math, alarm states.

Documented behaviour: docs/protocols/cloudwatch.md.
"""
