"""Lambda on this machine: a Runtime API, an API Gateway, execution environments, and apps to run in them."""
