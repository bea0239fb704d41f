"""The built functions, running as in Lambda, and the services they use."""
