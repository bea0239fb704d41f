"""What the benchmark of pools compares: each contender is a process that sends the same requests."""
