"""Measure the performance claims: ``make bench``. Each figure is shown beside a floor of the same run."""
