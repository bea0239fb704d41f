"""A world for the pool monitor in virtual time: scripted routers, stores in memory, customers."""
