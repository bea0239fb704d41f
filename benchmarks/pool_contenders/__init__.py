"""What `benchmarks.pools` compares: each contender is a process that sends the same requests to the routers."""
