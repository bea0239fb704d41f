"""The speed claims, runnable: ``make bench``. Every figure stands beside a floor taken in the same run."""
