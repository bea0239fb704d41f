"""A temporary PostgreSQL for tests: fixtures, factories, and the access that each role has."""
