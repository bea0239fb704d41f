"""What is compared by ``benchmarks.pools``: each is a process that sends the same requests to the routers."""
