"""The test run: the order and distribution of tests, and tests that a machine cannot run."""
