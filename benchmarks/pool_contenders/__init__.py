"""What is compared by ``benchmarks.pools``: each contender is a process that sends the same requests to the same routers."""
