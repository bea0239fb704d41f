"""What operators see: metrics in log lines that exist anyway (``embedded``), Powertools where it is quiet.

CloudWatch reads metrics out of log lines in its embedded metric format, so a metric is no call and no wait.
"""
