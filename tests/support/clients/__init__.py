"""Running the customers' programs against the gateway."""
