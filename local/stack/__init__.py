"""The product on one machine: which programs run, with which settings, and the state they keep."""
