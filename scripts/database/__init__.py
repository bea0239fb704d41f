"""The database as it is (``supabase/schemas``), how deployments get there (``supabase/migrations``),
and what differs between the two."""
