"""A fleet of environments in virtual time, with the product's own code and routers that misbehave."""
